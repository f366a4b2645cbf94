package main

import (
	"encoding/json"
	"os"
	"strings"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"
)

// hostile is a name that would clear a screen, rename its window, fill its
// clipboard, colour what follows, turn it around and begin a line.
const hostile = "x\x1b[2J\x1b]0;owned\x07\x1b]52;c;eA==\x07\u009b31m\u202e\u2028\x7f\r\nfake\tx"

// mark is a character that articles keep, and terminals are not shown.
const mark = "\u200f"

// hostileCommands are those of scripts about it.
var hostileCommands = map[string]func(*testscript.TestScript, bool, []string){
	// hostile writes an article.
	"hostile": func(ts *testscript.TestScript, _ bool, args []string) {
		one := strings.ReplaceAll(hostile, "\r\n", " ")
		text := "# 燈塔" + one + "\n\n## 第一節" + one + "\n\n燈塔高四十二公尺" + mark + "，漆成\x1b[31m白色\u202e。它建於1898年。\n\n錕斤拷銝剜" + one + "\n"
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
	},
	// retitle gives the articles of an export a title.
	"retitle": func(ts *testscript.TestScript, _ bool, args []string) {
		raw, err := os.ReadFile(ts.MkAbs(args[0]))
		ts.Check(err)
		title, err := json.Marshal("燈塔" + hostile)
		ts.Check(err)
		before, rest, found := strings.Cut(string(raw), `"Title":"`)
		_, after, ended := strings.Cut(rest, `"`)
		if !found || !ended {
			ts.Fatalf("no title in %s", raw)
		}
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(before+`"Title":`+string(title)+after), 0o600))
	},
	"clean": func(ts *testscript.TestScript, _ bool, _ []string) {
		for _, name := range []string{"stdout", "stderr"} {
			text := ts.ReadFile(name)
			bad := func(r rune) bool {
				return unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t' || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
			}
			if i := strings.IndexFunc(text, bad); i >= 0 {
				ts.Fatalf("%s has %q", name, text[max(0, i-20):])
			}
		}
	},
	"verbatim": func(ts *testscript.TestScript, _ bool, _ []string) {
		if text := ts.ReadFile("stdout"); !strings.Contains(text, "公尺"+mark) {
			ts.Fatalf("%q", text)
		}
	},
}
