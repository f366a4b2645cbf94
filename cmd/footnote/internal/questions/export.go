package questions

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// An export is one file written by DiscordChatExporter: a channel or a thread. Fields that are
// not needed are left out.
type export struct {
	Channel *struct {
		ID   string `json:"id"`
		Type string `json:"type"`
		Name string `json:"name"`
	} `json:"channel"`
	Messages []message `json:"messages"`
}

type message struct {
	ID       string   `json:"id"`
	Type     string   `json:"type"`
	Content  string   `json:"content"`
	Author   person   `json:"author"`
	Mentions []person `json:"mentions"`
}

type person struct {
	Name     string `json:"name"`
	Nickname string `json:"nickname"`
	IsBot    bool   `json:"isBot"`
}

// asExport parses a file as an export, and reports whether it is one.
func asExport(raw []byte) (e export, ok bool) {
	err := json.Unmarshal(raw, &e)
	return e, err == nil && e.Channel != nil && e.Channel.ID != "" && e.Messages != nil
}

// isThread reports whether the export is of a thread. The posts of a forum are threads.
func (e export) isThread() bool { return strings.HasSuffix(e.Channel.Type, "Thread") }

// first returns the earliest message written by a person. An export may list the latest message
// first.
func (e export) first() (message, bool) {
	var all []message
	for _, m := range e.Messages {
		if (m.Type == "Default" || m.Type == "Reply") && !m.Author.IsBot {
			all = append(all, m)
		}
	}
	if len(all) == 0 {
		return message{}, false
	}
	return slices.MinFunc(all, func(a, b message) int { return compareIDs(a.ID, b.ID) }), true
}

// compareIDs orders Discord ids, which grow with time.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// asked returns the question in a message: its text without a leading mention of a bot.
func (m message) asked() string {
	text := strings.TrimSpace(m.Content)
	for _, p := range m.Mentions {
		for _, name := range []string{p.Nickname, p.Name} {
			if rest, found := strings.CutPrefix(text, "@"+name); found && p.IsBot && name != "" {
				text = strings.TrimSpace(rest)
			}
		}
	}
	return text
}

func (e export) set() Set {
	if !e.isThread() {
		return Set{Left: 1}
	}
	var t threads
	t.add(e)
	return t.set()
}

// threads are the threads of an export, in the order of their files.
type threads struct{ all []export }

// add adds the messages of a file to its thread.
func (t *threads) add(e export) {
	i := slices.IndexFunc(t.all, func(other export) bool { return other.Channel.ID == e.Channel.ID })
	if i < 0 {
		t.all = append(t.all, e)
		return
	}
	t.all[i].Messages = append(t.all[i].Messages, e.Messages...)
}

// set returns the question of each thread: its first message or, if that has no text, its
// title.
func (t *threads) set() (set Set) {
	for _, e := range t.all {
		m, found := e.first()
		text := m.asked()
		if found && text == "" {
			text = strings.TrimSpace(e.Channel.Name)
		}
		if text == "" {
			set.Left++
			continue
		}
		set.Threads++
		set.Questions = append(set.Questions, Question{ID: e.Channel.Name, Text: text, Position: "thread " + e.Channel.ID})
	}
	return set
}
