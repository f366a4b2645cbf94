package questions

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A file of questions is read in each form that people write them in.
func TestRead(t *testing.T) {
	tall := Question{Text: "how tall is it?", Shows: Texts{"41 metres", "218"}, Expect: Texts{Answer}}
	built := Question{Text: "who built it?", History: Texts{"how tall is it?"}}
	for name, text := range map[string]string{
		"lines.jsonl": `{"question":"how tall is it?","shows":["41 metres",218],"expect":"answer"}

{"question":"who built it?","history":"how tall is it?"}
"what does it cost?"`,
		"list.yaml": `# the lighthouse
- question: how tall is it?
  shows: [41 metres, 218]
  expect: answer
- question: who built it?
  history: how tall is it?
- what does it cost?
`,
		"map.yml": `questions:
  - {question: how tall is it?, shows: [41 metres, 218], expect: [answer]}
  - question: >-
      who
      built it?
    history:
      - how tall is it?
  - what does it cost?
`,
		"array.json": "\ufeff[{\"question\":\"how tall is it?\",\"shows\":[\"41 metres\",\"218\"],\"expect\":\"answer\"},{\"question\":\"who built it?\",\"history\":[\"how tall is it?\"]},\"what does it cost?\"]",
		"lines.json": `{"question":"how tall is it?","shows":["41 metres","218"],"expect":"answer"}
{"question":"who built it?","history":"how tall is it?"}
"what does it cost?"`,
	} {
		set, err := Read(write(t, name, text), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i := range set.Questions {
			if set.Questions[i].Position == "" {
				t.Errorf("%s: question %d stands nowhere", name, i)
			}
			set.Questions[i].Position = ""
		}
		if diff := cmp.Diff([]Question{tall, built, {Text: "what does it cost?"}}, set.Questions); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	set, err := Read("-", strings.NewReader("- 燈塔有多高?\n"))
	if err != nil || len(set.Questions) != 1 || set.Questions[0].Position != "line 1" {
		t.Errorf("standard input: %+v, %v", set, err)
	}
}

// What is wrong with a file is said with the line.
func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a.yaml", "- question: how tall?\n  show: 41\n", `:1: a question has no "show": there are id, question, history, shows, expect`},
		{"a.yaml", "- how tall?\n- question: x\n  expect: refused\n", `:2: expects "refused": there are answer, unsure and silent`},
		{"a.yaml", "- shows: x\n", ":1: has no question"},
		{"a.yaml", "- question: x\n  expect: silent\n  shows: y\n", ":1: expects to be silent and to show something"},
		{"a.yaml", "how tall is it?\n", ":1: is not a list of questions"},
		{"a.yaml", "- question: x\n  shows: {a: b}\n", "is neither a text nor a list of texts"},
		{"a.yaml", "- &a [x, x]\n- question: x\n  shows: [*a, *a]\n", ":1: "},
		{"a.yaml", "- question: x\n  shows: *a\n", "a"},
		{"a.yaml", "- [\n", "a.yaml:2: is no YAML: did not find expected node content"},
		{"a.yaml", "- question: x\n\tshows: y\n", "a.yaml:2: is indented with a tab, where YAML has spaces"},
		{"a.yaml", "", "has no question"},
		{"a.jsonl", "{\"question\":\"x\"}\n{\"question\":\n", ":2: "},
		{"a.jsonl", `{"question":"x"} {"question":"y"}`, ":1: has something behind the question"},
		{"a.jsonl", `{"question":"x","shows":" "}`, ":1: shows a text without a word"},
		{"a.jsonl", `{"question":7}`, ":1: question is not a text"},
		{"a.json", "[7]", "#1: "},
		{"a.yaml", "- question: x\n- question: y\n  shows: a\n  question: z\n", ":2: has question twice: is a dash or a line end missing?"},
		{"a.yaml", "- question: x\n  Question: y\n", ":1: has question twice"},
		{"a.yaml", "- question: x\n  shows: [{a: b, a: c}]\n", ":1: has a twice"},
		{"a.jsonl", `{"question":"x","shows":"a","question":"y"}`, ":1: has question twice"},
		{"a.json", `[{"Question":"x","shows":["a"],"question":"y"}]`, "#1: has question twice"},
	} {
		_, err := Read(write(t, c.name, c.text), nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none.yaml"), nil); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a file that is not there: %v", err)
	}
}

// The first message of each thread of an export is a question.
func TestExport(t *testing.T) {
	folder := t.TempDir()
	bot := map[string]any{"name": "Footnote", "nickname": "Foot", "isBot": true}
	ann, ben := map[string]any{"name": "ann", "isBot": false}, map[string]any{"name": "ben", "isBot": false}
	say := func(id, kind, text string, who, mentioned any) map[string]any {
		return map[string]any{"id": id, "type": kind, "content": text, "author": who, "mentions": []any{mentioned}, "attachments": []any{}}
	}
	thread := func(file, id, kind, name string, messages ...any) {
		raw, err := json.Marshal(map[string]any{"guild": map[string]any{"id": "1"}, "channel": map[string]any{"id": id, "type": kind, "name": name, "category": "help"},
			"dateRange": map[string]any{"after": nil}, "messages": messages, "messageCount": len(messages)})
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, file), raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	thread("a.json", "900", "GuildPublicThread", "How tall?", say("900", "Default", "@Foot how tall is it?", ann, bot), say("901", "Reply", "41 metres", ben, ann))
	// The latest first, in two files, with a message of the system and one of a bot before it.
	thread("b [part 1].json", "800", "GuildPublicThread", "Who?", say("1003", "Default", "thanks", ben, ann), say("1002", "Default", "who built it?", ben, ann))
	thread("b [part 2].json", "800", "GuildPublicThread", "Who?", say("801", "ThreadCreated", "started a thread", ben, ann), say("802", "Default", "welcome", bot, ann))
	// Only a picture.
	thread("c.json", "700", "GuildPublicThread", "What is on this picture?", say("700", "Default", "", ann, ann))
	thread("d.json", "600", "GuildPublicThread", "nobody", say("600", "Default", "hi, I am a bot", bot, ann))
	thread("general.json", "500", "GuildTextChat", "general", say("501", "Default", "good morning", ann, ben))
	if err := os.WriteFile(filepath.Join(folder, "notes.json"), []byte(`{"a":1}`), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := Read(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Set{Threads: 3, Left: 3, Questions: []Question{
		{ID: "How tall?", Text: "how tall is it?", Position: "thread 900"},
		{ID: "Who?", Text: "who built it?", Position: "thread 800"},
		{ID: "What is on this picture?", Text: "What is on this picture?", Position: "thread 700"},
	}}
	if diff := cmp.Diff(want, set); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if set, err = Read(filepath.Join(folder, "a.json"), nil); err != nil || len(set.Questions) != 1 {
		t.Errorf("one thread: %+v, %v", set, err)
	}
	if _, err = Read(filepath.Join(folder, "general.json"), nil); err == nil || !strings.Contains(err.Error(), "questions are read from threads") {
		t.Errorf("a channel: %v", err)
	}
	if _, err = Read(t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "has no thread of an export") {
		t.Errorf("an empty folder: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"- a\n- question: b\n  shows: [c]\n", `{"question":"a"}`, `["a",{"question":"b"}]`, `{"channel":{"id":"1","type":"GuildPublicThread"},"messages":[{}]}`, "questions: [&a x, *a]"} {
		for _, name := range []string{"a.yaml", "a.jsonl", "a.json"} {
			f.Add(name, text)
		}
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		set, err := parse(name, []byte(text))
		for _, q := range set.Questions {
			if err == nil && strings.TrimSpace(q.Text) == "" {
				t.Errorf("a question without words: %+v", q)
			}
		}
	})
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
