package bot_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"footnote/bot/wire"
	"footnote/internal/discordtest"
	"footnote/internal/long"
	"footnote/library"
	"footnote/library/store"
)

// A corner is somebody in a place, with the mark that is in every sentence which may be seen
// there.
type corner struct {
	person *discordtest.Person
	place  *discordtest.Channel
	scope  store.Scope
	mark   string
	shown  []*discordtest.Message // answers with buttons
}

var marks = regexp.MustCompile(`Q[0-9]{4}Z`)

// marked returns an article with a mark in its title and in every sentence.
func marked(mark string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "# %s 水文報告\n\n## %s 測站\n\n", mark, mark)
	for n := range 6 {
		fmt.Fprintf(&out, "%s的第%d號測站的平均水位是%d公分。", mark, n+1, 100+n)
	}
	return out.String()
}

// TestIsolation checks a property: whoever does whatever, nobody sees a sentence of another
// server's or person's article.
func TestIsolation(t *testing.T) {
	servers, steps := long.Times(t, 5, 40), long.Times(t, 250, 3000)
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		var corners []*corner
		ids := map[*corner]string{}
		add := func(c *corner) {
			c.mark = fmt.Sprintf("Q%04dZ", len(corners))
			added, err := h.library.Add(t.Context(), c.scope, read("report.md", marked(c.mark)), library.Origin{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			ids[c] = added.Article.ID
			corners = append(corners, c)
		}
		for n := range servers {
			g := h.Guild(fmt.Sprint("server ", n))
			p := h.Person(fmt.Sprint("reader ", n), []string{"zh-TW", "zh-CN", "en-US"}[n%3])
			if n%2 == 0 {
				p.Grant(g, "MANAGE_GUILD")
			}
			add(&corner{person: p, place: g.Channel("general"), scope: store.Guild(g.ID)})
			add(&corner{person: p, place: p.DM(), scope: store.Person(p.ID)})
			away := h.Guild(fmt.Sprint("without ", n)).Channel("general")
			away.RemoveBot()
			own := *corners[len(corners)-1]
			own.place = away
			corners = append(corners, &own)
			ids[&own] = ids[corners[len(corners)-2]]
		}
		dice := rand.New(rand.NewPCG(7, 7))
		any := func() *corner { return corners[dice.IntN(len(corners))] }
		seen := 0
		look := func(c *corner, what, text string) {
			t.Helper()
			for _, mark := range marks.FindAllString(text, -1) {
				seen++
				if mark != c.mark {
					t.Errorf("%s shows %s to %s in %s, who has %s:\n%s", what, mark, c.person.Name, c.place.Name, c.mark, text)
				}
			}
		}
		for range steps {
			c, other := any(), any()
			what, m := act(h, dice, c, other, ids[other])
			if m == nil {
				continue
			}
			look(c, what, m.Text())
			for _, b := range m.Buttons() {
				look(c, what, b.Label)
			}
			if len(m.Buttons()) > 1 {
				c.shown = append(c.shown, m)
			}
			for _, choice := range c.person.Autocomplete(c.place, "ask", about("水文")) {
				look(c, "a choice", choice.Name)
			}
		}
		if seen < steps/2 {
			t.Errorf("only %d marks were seen in %d steps", seen, steps)
		}
		harmless(t, h.scene)
	})
}

// act does something in a corner, with what it knows of another, and returns what the bot says.
func act(h *libraryScene, dice *rand.Rand, c, other *corner, id string) (what string, m *discordtest.Message) {
	h.Helper()
	ask := fmt.Sprintf("第%d號測站的平均水位是多少公分?", 1+dice.IntN(6))
	article := about(id)
	if dice.IntN(3) == 0 {
		article = about("水文")
	}
	switch n := dice.IntN(10); n {
	case 0:
		return "/ask", c.person.Slash(c.place, "ask", question(ask), private()).Answer("")
	case 1:
		return "/ask of an article", c.person.Slash(c.place, "ask", question(ask), article).Answer("")
	case 2:
		return "/search", c.person.Slash(c.place, "search", option("query", "平均水位"), article).Answer("")
	case 3:
		return "/article", c.person.Slash(c.place, "article", article).Answer("")
	case 4:
		said := c.person.Say(c.place, "第2號測站的平均水位是101公分。")
		return "a check", c.person.MessageCommand(said, wire.CommandCheck).Answer("")
	case 5:
		if strings.HasPrefix(c.place.Name, "@") {
			return "a direct message", c.person.Say(c.place, ask).WaitReply("")
		}
	case 6:
		command := []string{"library list", "library info"}[dice.IntN(2)]
		var options []discordtest.Option
		if command == "library info" {
			options = append(options, article)
		}
		if i, err := c.person.TrySlash(c.place, command, options...); err == nil {
			return "/" + command, i.Answer("")
		}
	case 7:
		if i, err := c.person.TrySlash(c.place, "library remove", about(id)); err == nil && c.scope != other.scope {
			return "a removal", i.Answer("")
		}
	case 8: // a button from elsewhere
		if len(c.shown) > 0 && len(other.shown) > 0 {
			on, from := c.shown[dice.IntN(len(c.shown))], other.shown[dice.IntN(len(other.shown))]
			return "a button of elsewhere", c.person.ClickRaw(on, anyButton(dice, from)).Answer("")
		}
	case 9: // its own
		if len(c.shown) > 0 {
			on := c.shown[dice.IntN(len(c.shown))]
			return "a button", c.person.ClickRaw(on, anyButton(dice, on)).Answer("")
		}
	}
	return "", nil
}

// anyButton returns a button under a message, but not the one that removes the message.
func anyButton(dice *rand.Rand, m *discordtest.Message) string {
	buttons := slices.DeleteFunc(m.Buttons(), func(b discordtest.Button) bool { return b.Emoji == "🗑️" })
	return buttons[dice.IntN(len(buttons))].CustomID
}
