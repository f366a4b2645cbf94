package main

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"footnote/rag/openaitest"
)

func TestMain(m *testing.M) {
	if os.Getenv(program) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){
		"footnote": main,
	})
}

func TestScripts(t *testing.T) {
	model, other, locked := openaitest.New(t), openaitest.New(t), openaitest.New(t)
	model.Answer(write)
	other.Models("another-model")
	locked.Busy(func(int) (int, http.Header) { return http.StatusUnauthorized, nil })
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, Setup: func(e *testscript.Env) error {
		e.Setenv("MODEL_SERVER", model.URL())
		e.Setenv("OTHER_SERVER", other.URL())
		e.Setenv("LOCKED_SERVER", locked.URL())
		return nil
	}})
}

var passage = regexp.MustCompile(`=====[0-9a-f]+ passage (\d+)`)

// write is what the language models of the scripts write.
func write(r openaitest.Request) string {
	prompt := r.Messages[len(r.Messages)-1].Content
	before, _, _ := strings.Cut(prompt, "724.5EB")
	marks := passage.FindAllStringSubmatch(before, -1)
	number := "1"
	if len(marks) > 0 {
		number = marks[len(marks)-1][1]
	}
	switch {
	case strings.Contains(r.Messages[0].Content, `"search"`):
		return `{"question": "2022年我國數據存儲量是多少?", "search": "2022年數據存儲量"}`
	case r.Model == "liar":
		return "2022年我國數據存儲量為999EB。[" + number + "]"
	case r.Model == "silent":
		return "NO_ANSWER"
	}
	return "2022年我國的數據存儲量為724.5EB[" + number + "]。那占全球的14.4%。[" + number + "]"
}
