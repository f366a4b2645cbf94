package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/bot"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/pdf"
	"footnote/internal/discordtest"
	"footnote/internal/pdftest"
	"footnote/library"
	"footnote/library/store"
)

// withPages runs a scene in which the real engine reads and draws PDFs.
func withPages(t *testing.T, change func(*bot.Options, *library.Options), act func(t *testing.T, h *libraryScene)) {
	t.Helper()
	folder := pdftest.Folder(t)
	prepared := pdf.New(folder)
	prepared.Prepare = pdf.Compile
	if err := errors.Join(prepared.Ready(t.Context()), prepared.Close()); err != nil {
		t.Fatal(err)
	}
	var r *pdf.Reader
	withLibrary(t, quiet, func(b *bot.Options, l *library.Options) {
		r = pdf.New(folder)
		l.Reader, b.Pages = &corpus.Reader{PDF: r}, r
		if change != nil {
			change(b, l)
		}
	}, func(t *testing.T, h *libraryScene) {
		t.Cleanup(func() { r.Close() }) // it has a channel of the bubble
		act(t, h)
	})
}

// latinPDF returns a PDF whose pages have these lines, 20 points apart, in a font that the
// program has.
func latinPDF(pages ...[]string) string {
	var out, kids strings.Builder
	out.WriteString("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n")
	for i, lines := range pages {
		content := "BT /F 12 Tf 20 TL 72 760 Td"
		for _, line := range lines {
			content += " (" + line + ") Tj T*"
		}
		content += " ET"
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
		fmt.Fprintf(&out, "%d 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>\nendobj\n", 4+2*i, 5+2*i)
		fmt.Fprintf(&out, "%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", 5+2*i, len(content), content)
	}
	fmt.Fprintf(&out, "2 0 obj\n<</Type/Pages/Kids[%s]/Count %d>>\nendobj\ntrailer\n<</Root 1 0 R>>\n", kids.String(), len(pages))
	return out.String()
}

// ferries returns a PDF with a sentence that begins on its first page and ends on the second.
func ferries() string {
	first := []string{"The lighthouse was built of grey granite in 1898 by the harbour authority."}
	for range 33 {
		first = append(first, "")
	}
	first = append(first, "The night ferry leaves the east shore at a quarter past eleven and reaches the")
	return latinPDF(first, []string{"west shore shortly before one in the morning, except on Sundays.", "Bicycles travel free of charge."})
}

// picture returns the size of a message's picture and its description for people who cannot see
// it.
func picture(t *testing.T, m *discordtest.Message, n int) (width, height int, alt string) {
	t.Helper()
	all := m.Attachments()
	if len(all) <= n {
		t.Fatalf("%d files, of which number %d is wanted:\n%s", len(all), n, m.Text())
	}
	c, err := png.DecodeConfig(bytes.NewReader([]byte(m.File(all[n].Filename))))
	if err != nil {
		t.Fatalf("%s: %v", all[n].Filename, err)
	}
	return c.Width, c.Height, all[n].Description
}

// sources presses Sources below the answer to a question.
func (h *libraryScene) sources(by *discordtest.Person, in *discordtest.Channel, label, asked string) *discordtest.Interaction {
	h.Helper()
	answer := by.Slash(in, "ask", question(asked)).Answer("[1]")
	return by.Click(answer, label)
}

// alone checks that an answer was shown without pages.
func alone(t *testing.T, i *discordtest.Interaction, text string) {
	t.Helper()
	i.Answer(text)
	time.Sleep(time.Minute)
	if more := i.FollowUps(); len(more) > 0 {
		t.Errorf("further messages: %q", more[0].Text())
	}
}

// TestPagesShown checks that Sources shows the page too while a server stores its files, and no
// longer after that.
func TestPagesShown(t *testing.T) {
	withPages(t, nil, func(t *testing.T, h *libraryScene) {
		const granite = "When was the lighthouse built of grey granite?"
		h.alice.Slash(h.room, "library add", file("ferries.pdf", ferries())).Answer("✅ 已加入")
		alone(t, h.sources(h.bob, h.room, "Sources", granite), "1898") // no file is stored yet

		has(t, h.alice.Slash(h.room, "settings set", option("originals", true)).Answer("-").Text(), "保存 PDF 原檔，「來源」會顯示頁面：是")
		h.alice.Slash(h.room, "library add", file("ferries.pdf", ferries())).Answer("☑️ 已經有")
		i := h.sources(h.bob, h.room, "Sources", granite)
		i.Answer("1898")
		page := i.WaitFollowUps(1)[0]
		width, height, alt := picture(t, page, 0)
		if width != 989 || height != 1400 || alt != "The lighthouse was built of grey granite in 1898 by the harbour authority." || !page.Ephemeral() {
			t.Errorf("%d x %d, %q, private %v", width, height, alt, page.Ephemeral())
		}
		if page.Text() != "-# 📄 [1] ferries · p. 1" || len(page.Attachments()) != 1 {
			t.Errorf("%d files, %q", len(page.Attachments()), page.Text())
		}

		// A sentence that continues on the next page is shown on both.
		i = h.sources(h.alice, h.room, "來源", "When does the night ferry leave the east shore?")
		i.Answer("quarter past eleven")
		page = i.WaitFollowUps(1)[0]
		_, _, first := picture(t, page, 0)
		_, _, second := picture(t, page, 1)
		if !strings.HasSuffix(first, "reaches the") || !strings.HasPrefix(second, "west shore shortly") || page.Text() != "-# 📄 [1] ferries · 第 1 頁\n-# 📄 [1] ferries · 第 2 頁" {
			t.Errorf("%q, %q, %q", first, second, page.Text())
		}

		has(t, h.alice.Slash(h.room, "library info", about("ferries")).Answer("ferries").Text(), "、2 頁", "- 保存的原檔：0.1 MB")

		// Another server has none of it, and files that are removed or whose storing was
		// switched off are gone.
		has(t, h.alice.Slash(h.room, "privacy policy").Answer("PDF").Text(), "「來源」能顯示頁面")
		h.alice.Slash(h.room, "settings set", option("originals", false)).Answer("-")
		if all, err := h.library.Originals(t.Context(), store.Guild(h.guild.ID)); len(all) != 0 || err != nil {
			t.Errorf("kept after it was switched off: %v, %v", all, err)
		}
		lacks(t, h.alice.Slash(h.room, "library info", about("ferries")).Answer("ferries").Text(), "原檔")
		alone(t, h.sources(h.bob, h.room, "Sources", granite), "1898")
	})
}

// TestPagesFail checks that the text is shown alone if drawing fails or there are too many
// drawings at once.
func TestPagesFail(t *testing.T) {
	broken := &drawer{}
	withPages(t, func(b *bot.Options, l *library.Options) { broken.real, b.Pages = b.Pages.(*pdf.Reader), broken }, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "settings set", option("originals", true)).Answer("-")
		h.alice.Slash(h.room, "library add", file("ferries.pdf", ferries())).Answer("✅ 已加入")
		const bicycles = "Do bicycles travel free of charge?"
		broken.set(&doc.Error{Reason: "is a PDF with a page that cannot be drawn"}, false)
		alone(t, h.sources(h.bob, h.room, "Sources", bicycles), "Bicycles")
		broken.set(errors.New("the engine is gone"), false)
		alone(t, h.sources(h.bob, h.room, "Sources", bicycles), "Bicycles")
		broken.set(nil, true)
		alone(t, h.sources(h.bob, h.room, "Sources", bicycles), "Bicycles")
		if hung, _ := broken.counts(); hung != 1 {
			t.Errorf("%d drawings were given up", hung)
		}
		broken.set(nil, false)
		i := h.sources(h.bob, h.room, "Sources", bicycles)
		i.Answer("Bicycles")
		i.WaitFollowUps(1)
		_, drawn := broken.counts()
		h.sources(h.bob, h.room, "Sources", bicycles).WaitFollowUps(1)
		if _, again := broken.counts(); again != drawn {
			t.Error("the same page is drawn twice")
		}
		// Somebody who asks for pages again and again gets only the text for a while.
		shown := 0
		for range 10 {
			i := h.sources(h.bob, h.room, "Sources", bicycles)
			i.Answer("Bicycles")
			time.Sleep(2 * time.Second)
			shown += len(i.FollowUps())
		}
		if shown < 3 || shown > 8 {
			t.Errorf("%d of 10 have pages", shown)
		}
		if log := h.bot.log.String(); !strings.Contains(log, "a page cannot be drawn") {
			t.Error("the log does not say that drawing fails")
		}
	})
}

// A drawer fails, or hangs, when told to.
type drawer struct {
	real *pdf.Reader

	mu          sync.Mutex
	fail        error
	hang        bool
	hung, drawn int
}

func (d *drawer) set(fail error, hang bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail, d.hang = fail, hang
}

func (d *drawer) counts() (hung, drawn int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.hung, d.drawn
}

func (d *drawer) Draw(ctx context.Context, raw []byte, number, side int, find func([]uint16) []int) (pdf.Drawing, error) {
	d.mu.Lock()
	fail, hang := d.fail, d.hang
	if hang {
		d.hung++
	} else if fail == nil {
		d.drawn++
	}
	d.mu.Unlock()
	switch {
	case hang:
		<-ctx.Done()
		return pdf.Drawing{}, context.Cause(ctx)
	case fail != nil:
		return pdf.Drawing{}, fail
	}
	return d.real.Draw(ctx, raw, number, side, find)
}

// TestOwnPages checks that pages are not private in direct messages, and that the files of a
// person's own library are deleted with their other data.
func TestOwnPages(t *testing.T) {
	withPages(t, func(_ *bot.Options, l *library.Options) { l.KeepOriginals = true }, func(t *testing.T, h *libraryScene) {
		dm := h.bob.DM()
		h.bob.Slash(dm, "library add", file("ferries.pdf", ferries())).Answer("✅ Added")
		i := h.sources(h.bob, dm, "Sources", "Do bicycles travel free of charge?")
		i.Answer("Bicycles")
		page := i.WaitFollowUps(1)[0]
		if _, _, alt := picture(t, page, 0); alt != "Bicycles travel free of charge." || page.Text() != "-# 📄 [1] ferries · p. 2" {
			t.Errorf("%q, %q", alt, page.Text())
		}
		export := h.bob.Slash(dm, "privacy export").Answer("everything")
		if raw := export.File("footnote.json"); !strings.Contains(raw, `"file_bytes": `) {
			t.Errorf("the export does not tell of the file:\n%s", raw)
		}
		has(t, export.File("footnote.txt"), "the file itself is kept: ")
		sure := h.bob.Slash(dm, "privacy delete").Answer("cannot be undone")
		h.bob.Click(sure, "Delete everything").Answer("Everything is deleted")
		if all, err := h.library.Originals(t.Context(), store.Person(h.bob.ID)); len(all) != 0 || err != nil {
			t.Errorf("%v, %v", all, err)
		}
	})
}

// TestOriginalsBudget checks that a server's files take no more than its budget, and that the
// articles exist all the same.
func TestOriginalsBudget(t *testing.T) {
	withPages(t, func(_ *bot.Options, l *library.Options) { l.Limits.Originals = 100 }, func(t *testing.T, h *libraryScene) {
		h.alice.Slash(h.room, "settings set", option("originals", true)).Answer("-")
		has(t, h.alice.Slash(h.room, "library add", file("ferries.pdf", ferries())).Answer("✅ 已加入").Text(), "這個檔案本身沒有保存")
		alone(t, h.sources(h.bob, h.room, "Sources", "Do bicycles travel free of charge?"), "Bicycles")
	})
}
