package solved

import (
	"strings"
	"testing"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// TestBelow checks that a person's Markdown affects nothing outside its section: neither
// its headings nor what it leaves open.
func TestBelow(t *testing.T) {
	for _, wrote := range []string{
		"plain", "# heading\ntext", "## A\n### B", "Title\n=====\ntext", "Title\n---\ntext", "```\n# open fence", "~~~go\n``` \ncode", "````\n```\nstill code",
		"<!-- open comment", "<script>\nopen", "<pre>\nopen", "<?php", "<![CDATA[", "   <div>\ntext", "# ", "> quote\n> # in a quote", "- item\n\n  # in an item", "1. one\n2. two", "\n\n", "```\nclosed\n```\n# after",
	} {
		text := "# Title\n\n## Question\n\n" + below(wrote) + "\n\n## Answer\n\nThe last word is lighthouse.\n"
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "a.md", Type: "text/markdown", Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		var sections []string
		for _, s := range a.Sections {
			if s.Title != "" {
				sections = append(sections, s.Title)
			}
		}
		if a.Title != "Title" || sections[len(sections)-1] != "Answer" || !strings.HasSuffix(strings.TrimSpace(a.Text), "lighthouse.") || strings.Contains(strings.Join(sections, " "), "heading") {
			t.Errorf("%q: %q, sections %q\n%s", wrote, a.Title, sections, a.Text)
		}
	}
}

// TestInHeading checks that a title is read back as it was, whatever characters are in it.
func TestInHeading(t *testing.T) {
	for _, title := range []string{"How to *use* [this] `thing`?", "# 1 problem", "a <b> c", "C_x_y | 2~3", "1. first"} {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "a.md", Type: "text/markdown", Data: []byte("# " + inHeading(title) + "\n\nText.\n")})
		if err != nil || a.Title != title {
			t.Errorf("%q is %q, %v", title, a.Title, err)
		}
	}
}

// TestNames checks that names are replaced where they are names and stay where they are
// words.
func TestNames(t *testing.T) {
	people := []wire.User{{ID: "1", Name: "dorothea_k", Shown: "Dorothea"}, {ID: "2", Name: "will"}, {ID: "3", Name: "xyz", Shown: "王小明"}, {ID: "4", Name: "ed"}, {ID: "5", Name: "mark", Shown: "Mark"}}
	n := namer{lexical.NewAnalyser(), texts.NewCatalog(nil).ForLocale("en"), people, false}
	for text, want := range map[string]string{
		"<@1> and <@!2>, ask <@&9> in <#8> <:ok:7>": "a member and a member, ask a role in a channel :ok:",
		"thanks dorothea! DOROTHEA_K knows":         "thanks a member! a member knows",
		"It will work. Will it? Ask @will.":         "It will work. Will it? Ask a member.",
		"Mark it. I asked Mark about the mark.":     "Mark it. I asked a member about the mark.",
		"王小明說可以，@王小明":                               "a member說可以，a member",
		"the edge, ed":                              "the edge, ed",
		"dorotheas hat":                             "dorotheas hat",
		"<@99>":                                     "a member",
	} {
		if got := n.replace(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	n.named = true
	if got := n.replace("<@1> and <@2> and <@99>"); got != "Dorothea and will and a member" {
		t.Errorf("%q", got)
	}
}
