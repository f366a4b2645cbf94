package bot_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/discordtest"
)

var update = flag.Bool("update", false, "write docs/first-week.md anew; read it before you keep it")

const firstWeek = "../docs/first-week.md"

// handbook is what the server is answered from at first, and what README asks about.
const handbook = "../docs/examples/handbook.md"

const visitorDesk = `# Visitor centre

The visitor centre at the north pier is open daily from nine to five, and closed on Mondays in winter.

Its Wi-Fi is called lakeside, and the password is mirror2026.
`

// A server's first week, as docs/first-week.md shows it: it is joined, articles are added,
// people ask, a gap is found, a person is called, the answer is fixed, and the report tells.
func TestFirstWeek(t *testing.T) {
	withLibrary(t, days, judged(t), func(t *testing.T, h *libraryScene) {
		w := newWeek(t, h)
		w.join()
		w.firstAnswers()
		w.gap()
		w.fix()
		w.filled()
		written := w.text()
		if *update {
			if err := os.WriteFile(firstWeek, []byte(written), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(firstWeek)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), written); diff != "" {
			t.Errorf("docs/first-week.md shows something else; go test ./bot -run FirstWeek -update writes it anew (-shown +said):\n%s", diff)
		}
		if got := h.Pings(); len(got) != 1 || got[0] != "<@&"+w.role.ID+">" {
			t.Errorf("pinged %v", got)
		}
	})
}

// A week is what is written down of a server's.
type week struct {
	*libraryScene
	mira, tom, lena, ana *discordtest.Person
	role                 *discordtest.Role
	welcome              *discordtest.Channel
	handbook             string
	lines                []string
}

func newWeek(t *testing.T, h *libraryScene) *week {
	t.Helper()
	text, err := os.ReadFile(handbook)
	if err != nil {
		t.Fatal(err)
	}
	w := &week{libraryScene: h, handbook: string(text)}
	h.guild.Kick()
	w.welcome = h.guild.Channel("welcome")
	h.guild.Configure("en-US", w.welcome)
	w.role = h.guild.Role("librarians")
	w.mira, w.tom, w.lena, w.ana = h.Person("mira", "en-US"), h.Person("tom", "en-US"), h.Person("lena", "en-US"), h.Person("ana", "en-US")
	w.mira.Grant(h.guild, "MANAGE_GUILD")
	for _, p := range []*discordtest.Person{w.mira, w.tom, w.lena} {
		p.Join(h.guild)
	}
	w.ana.Join(h.guild, w.role)
	return w
}

func (w *week) join() {
	w.heading("Day 1: the bot joins")
	w.remark("In the channel for system messages, the bot writes:")
	time.Sleep(time.Second)
	w.guild.Add()
	time.Sleep(time.Minute)
	w.bot(w.mira.Sees(w.welcome)[0])
	w.says(w.mira, "/library add file:handbook.md")
	w.bot(w.mira.Slash(w.room, "library add", file("handbook.md", w.handbook)).Answer("✅"))
}

func (w *week) firstAnswers() {
	w.says(w.tom, "/ask question:How big is Mirror Lake?")
	answer := w.tom.Slash(w.room, "ask", question("How big is Mirror Lake?")).Answer("37 square")
	w.bot(answer)
	w.remark("tom presses *Sources*. Only he sees:")
	w.bot(w.tom.Click(answer, "Sources").Answer(""))
	w.says(w.lena, "@Footnote 渡輪多久一班？")
	w.bot(w.lena.Say(w.room, "@bot 渡輪多久一班？").WaitReply("forty minutes"))
	time.Sleep(24 * time.Hour)
}

func (w *week) gap() {
	w.heading("Day 2: something is missing from the articles")
	w.says(w.mira, "/settings set keep_questions:30 tell_askers:True helpers:@librarians")
	w.bot(w.mira.Slash(w.room, "settings set", option("keep_questions", 30), option("tell_askers", true), option("helpers", w.role)).Answer(""))
	w.says(w.tom, "/ask question:What is the Wi-Fi password?")
	answer := w.tom.Slash(w.room, "ask", question("What is the Wi-Fi password?")).Answer("❔")
	w.bot(answer)
	w.remark("tom presses 🙋 *Ask a person*:")
	before := len(w.tom.Sees(w.room))
	w.tom.Click(answer, "Ask a person").Acked()
	time.Sleep(time.Second)
	w.bot(w.tom.Sees(w.room)[before])
	w.says(w.ana, "Ask at the desk, it changes now and then. I will see that it gets into the handbook.")
	w.ana.Say(w.room, "Ask at the desk, it changes now and then. I will see that it gets into the handbook.")
	time.Sleep(time.Hour)
	w.says(w.lena, "/ask question:When does the visitor centre open?")
	w.bot(w.lena.Slash(w.room, "ask", question("When does the visitor centre open?")).Answer("❔"))
	time.Sleep(24 * time.Hour)
}

func (w *week) fix() {
	w.heading("Day 3: mira reads the report, and fixes an answer")
	w.says(w.mira, "/insights")
	report := w.mira.Slash(w.room, "insights").Answer("")
	w.bot(report)
	w.remark("mira presses *Why 1*:")
	w.bot(w.mira.Click(report, "Why 1").Answer(""))
	w.says(w.mira, "/answers add question:When does the visitor centre open? answer:Daily at nine. also:opening hours")
	w.bot(w.mira.Slash(w.room, "answers add", option("question", "When does the visitor centre open?"), option("answer", "Daily at nine."), option("also", "opening hours")).Answer(""))
	w.says(w.tom, "/ask question:opening hours?")
	w.bot(w.tom.Slash(w.room, "ask", question("opening hours?")).Answer("📌"))
	time.Sleep(24 * time.Hour)
}

func (w *week) filled() {
	w.heading("Day 4: an article fills the gap")
	w.says(w.mira, "/library add file:desk.md")
	w.bot(w.mira.Slash(w.room, "library add", file("desk.md", visitorDesk)).Answer("✅"))
	time.Sleep(10 * time.Minute)
	w.remark("tom gets one direct message:")
	for _, m := range w.tom.Sees(w.tom.DM()) {
		w.bot(m)
	}
	w.says(w.tom, "/ask question:What is the Wi-Fi password?")
	w.bot(w.tom.Slash(w.room, "ask", question("What is the Wi-Fi password?")).Answer("mirror2026"))
	w.heading("The end of the week: another report")
	time.Sleep(24 * time.Hour)
	w.says(w.mira, "/insights")
	w.bot(w.mira.Slash(w.room, "insights").Answer(""))
}

func (w *week) heading(text string) { w.lines = append(w.lines, "## "+text, "") }
func (w *week) remark(text string)  { w.lines = append(w.lines, text, "") }

func (w *week) says(p *discordtest.Person, text string) {
	w.lines = append(w.lines, "**"+p.Name+"**: "+text, "")
}

// bot writes down a message of the bot, as indented text that shows every character of it,
// and its buttons.
func (w *week) bot(m *discordtest.Message) {
	text := w.readable(m.Text())
	for line := range strings.Lines(text) {
		w.lines = append(w.lines, strings.TrimRight("    "+line, " \n"))
	}
	var buttons []string
	for _, b := range m.Buttons() {
		buttons = append(buttons, "["+strings.TrimSpace(b.Emoji+" "+b.Label)+"]")
	}
	if len(buttons) > 0 {
		w.lines = append(w.lines, "    "+strings.Join(buttons, " "))
	}
	w.lines = append(w.lines, "")
}

var (
	slashed = regexp.MustCompile(`</([^:>]+):[0-9]+>`)
	moment  = regexp.MustCompile(`<t:([0-9]+)(:[a-zA-Z])?>`)
	jump    = regexp.MustCompile(`https://discord\.com/channels/[0-9/]+`)
)

// readable has names where Discord shows names, and days where it shows days.
func (w *week) readable(text string) string {
	text = slashed.ReplaceAllString(text, "/$1")
	text = jump.ReplaceAllString(text, "(link to the message)")
	text = moment.ReplaceAllStringFunc(text, func(m string) string {
		var at int64
		_, _ = fmt.Sscanf(moment.FindStringSubmatch(m)[1], "%d", &at)
		return time.Unix(at, 0).UTC().Format("2 January")
	})
	for _, p := range []*discordtest.Person{w.mira, w.tom, w.lena, w.ana} {
		text = strings.ReplaceAll(text, "<@"+p.ID+">", "@"+p.Name)
	}
	text = strings.ReplaceAll(text, "<@&"+w.role.ID+">", "@librarians")
	return strings.ReplaceAll(text, "<#"+w.room.ID+">", "#general")
}

func (w *week) text() string {
	return `# A server's first week

This page shows what people type and what the bot replies during one week, taken from a test against a fake Discord: ` + "`go test ./bot -run FirstWeek`" + `
plays it, and fails if this page shows anything else. The handbook is [examples/handbook.md](examples/handbook.md). mira manages the server, ana is one
of its librarians, tom and lena are readers. Messages appear here as they are sent, before Discord renders their Markdown; the buttons below a message
are in brackets.

` + strings.TrimRight(strings.Join(w.lines, "\n"), "\n") + "\n"
}
