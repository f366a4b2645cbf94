package bot_test

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/bot"
	"footnote/internal/discordtest"
	"footnote/library"
)

// Articles that not everybody may see, each with a question and words that occur nowhere else.
const (
	vault     = "# Handbook of the strongroom\n\nThe strongroom opens with the code 4711. The strongroom has a blue door made in Zwickau. Only the warden carries the brass key of the strongroom.\n\nThe alarm of the strongroom was built by the brothers Tuchel in 1962.\n"
	vaultAsk  = "Which code opens the strongroom?"
	refund    = "# Paying back tickets\n\nA ticket is paid back within 14 days by postal order. A ticket that was bought abroad is paid back in Guernsey pounds.\n"
	refundAsk = "Within how many days is a ticket paid back?"
	nights    = "# Roster of the night watch\n\nThe night watch is led by Osgood. The night watch begins at ten minutes past nine.\n"
	nightsAsk = "Who leads the night watch?"
)

// secrets are words of the articles that are not in the questions.
var secrets = []string{"4711", "Zwickau", "brass key", "Tuchel", "Handbook of", "postal order", "Guernsey", "Paying back", "Osgood", "ten minutes past nine", "Roster of"}

// A reachScene has one article for everybody, one for the role staff (vault), one for the
// channel desk (refund), and one for both (nights). carol has the role, bob has not, and alice
// may manage the server.
type reachScene struct {
	*libraryScene
	carol             *discordtest.Person
	staff             *discordtest.Role
	desk              *discordtest.Channel
	sent              *sent
	vaultID, refundID string
	nightsID, openID  string
}

// sent records what the bot sends.
type sent struct {
	http.RoundTripper
	mu  sync.Mutex
	all []string
}

func (s *sent) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(raw))
		s.mu.Lock()
		s.all = append(s.all, string(raw))
		s.mu.Unlock()
	}
	return s.RoundTripper.RoundTrip(r)
}

// take returns what was sent since the last call.
func (s *sent) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all = nil
	return all
}

// leaked returns the first of the secrets that was sent and the request that had it, and how
// many requests there were.
func (s *sent) leaked() (secret, in string, count int) {
	all := s.take()
	for _, one := range all {
		if i := slices.IndexFunc(secrets, func(secret string) bool { return strings.Contains(one, secret) }); i >= 0 {
			return secrets[i], one, len(all)
		}
	}
	return "", "", len(all)
}

// withReach runs a test in such a scene.
func withReach(t *testing.T, act func(t *testing.T, h *reachScene)) {
	t.Helper()
	s := &reachScene{}
	o := content
	o.Unlimited = true
	withLibrary(t, o, func(b *bot.Options, _ *library.Options) {
		s.sent = &sent{RoundTripper: b.Transport}
		b.Transport, b.MessageContent = s.sent, true
	}, func(t *testing.T, h *libraryScene) {
		s.libraryScene = h
		s.carol, s.staff, s.desk = h.Person("carol", "en-US"), h.guild.Role("staff"), h.guild.Channel("desk")
		s.carol.Join(h.guild, s.staff)
		s.openID, s.vaultID, s.refundID, s.nightsID = h.give(mill), h.give(vault), h.give(refund), h.give(nights)
		h.limit(s.vaultID, option("role", s.staff))
		h.limit(s.refundID, option("channel", s.desk))
		h.limit(s.nightsID, option("channel", s.desk), option("role", s.staff))
		act(t, s)
		if p := h.Pings(); len(p) > 0 {
			t.Errorf("pinged %v", p)
		}
	})
}

// limit restricts an article to a channel, a role, or both.
func (h *libraryScene) limit(id string, whom ...discordtest.Option) *discordtest.Message {
	h.Helper()
	m := h.alice.Slash(h.room, "settings articles allow", append([]discordtest.Option{about(id)}, whom...)...).Answer("不是所有人都能看")
	if !m.Ephemeral() {
		h.Error("everybody sees who reaches an article")
	}
	return m
}

// settle waits until all work is done.
func settle() { time.Sleep(20 * time.Second) }
