package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"
	beside "footnote/internal/shared"
)

// Questions about the built-in article, and others, have the same answers from a server
// as on the command line, in one way of asking after another.
func TestSameAnswers(t *testing.T) {
	t.Parallel()
	questions := evalQuestions(t)
	questions = questions[:long.Times(t, 10, len(questions))]
	data := t.TempDir()
	base, stop := servedAPI(t, data)
	defer stop()
	for n, want := range chatted(t, data, questions) {
		asked := map[string]any{"question": questions[n]}
		message := map[string]any{"model": "local", "messages": []any{map[string]any{"role": "user", "content": questions[n]}}}
		var whole struct{ Footnote json.RawMessage }
		ways := []func() json.RawMessage{
			func() json.RawMessage { return posted(t, base+"/ask", asked) },
			func() json.RawMessage {
				if err := json.Unmarshal(posted(t, base+"/v1/chat/completions", message), &whole); err != nil {
					t.Fatal(err)
				}
				return whole.Footnote
			},
			func() json.RawMessage {
				message["stream"] = true
				return streamed(t, posted(t, base+"/v1/chat/completions", message))
			},
		}
		if d := cmp.Diff(timeless(t, want), timeless(t, ways[n%len(ways)]())); d != "" {
			t.Errorf("%s, way %d (-command line +API)\n%s", questions[n], n%len(ways), d)
		}
	}
}

// evalQuestions are 100 questions: those about the article, and others about anything.
func evalQuestions(t *testing.T) (all []string) {
	t.Helper()
	for _, name := range []string{"eval/article_qa.jsonl", "eval/drcd_refusal.questions.jsonl", "eval/xquad_zh.questions.jsonl"} {
		f, err := os.Open(beside.Path(t, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for n := 0; lines.Scan() && len(all) < 100 && n < 50; n++ {
			var one struct{ Question string }
			if err := json.Unmarshal(lines.Bytes(), &one); err != nil || one.Question == "" {
				t.Fatalf("%s: %q, %v", name, one.Question, err)
			}
			all = append(all, one.Question)
		}
	}
	return all
}

// servedAPI is the base of the API of a program that runs until it is stopped.
func servedAPI(t *testing.T, data string) (base string, stop func()) {
	t.Helper()
	c := command(t, []string{"FOOTNOTE_API_TOKEN="}, "serve", "--api", "127.0.0.1:0", "--api-rate", "0", "--data", data)
	log, err := c.StderrPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(log)
	listens := regexp.MustCompile(`"the API answers","address":"([0-9.:]+)"`)
	for lines.Scan() {
		if found := listens.FindStringSubmatch(lines.Text()); found != nil {
			go func() { _, _ = io.Copy(io.Discard, log) }() // ends with the program
			return "http://" + found[1], func() {
				_ = c.Process.Signal(syscall.SIGTERM) // a program that is gone is told of next
				if err := c.Wait(); err != nil {
					t.Errorf("serve ends with %v", err)
				}
			}
		}
	}
	t.Fatalf("it does not answer: %v", c.Wait())
	return "", nil
}

// chatted is what the command line answers, each question by itself.
func chatted(t *testing.T, data string, questions []string) (all []json.RawMessage) {
	t.Helper()
	c := command(t, nil, "chat", "--json", "--data", data)
	var out, log bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(strings.Join(questions, "\n/reset\n")+"\n"), &out, &log
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	for values := json.NewDecoder(&out); ; {
		var one json.RawMessage
		if err := values.Decode(&one); err != nil {
			break
		}
		if bytes.Contains(one, []byte(`"question"`)) { // not what /reset did
			all = append(all, one)
		}
	}
	if len(all) != len(questions) {
		t.Fatalf("%d answers to %d questions\n%s", len(all), len(questions), log.String())
	}
	return all
}

func posted(t *testing.T, address string, body any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(address, "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s, %v", raw, response.StatusCode, got, err)
	}
	return got
}

// streamed is the field footnote of a stream's end.
func streamed(t *testing.T, stream []byte) json.RawMessage {
	t.Helper()
	for line := range strings.Lines(string(stream)) {
		var chunk struct{ Footnote json.RawMessage }
		if data, ok := strings.CutPrefix(line, "data: {"); ok && json.Unmarshal([]byte("{"+data), &chunk) == nil && chunk.Footnote != nil {
			return chunk.Footnote
		}
	}
	t.Fatalf("no footnote in %s", stream)
	return nil
}

// timeless is an answer without how long it took.
func timeless(t *testing.T, raw json.RawMessage) map[string]any {
	t.Helper()
	var answer map[string]any
	if err := json.Unmarshal(raw, &answer); err != nil {
		t.Fatal(fmt.Errorf("%w in %s", err, raw))
	}
	delete(answer, "took_ms")
	return answer
}
