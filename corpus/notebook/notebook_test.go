package notebook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
	"footnote/internal/doctest"
)

const trees = `{"nbformat": 4, "metadata": {"authors": [{"name": "林"}, {"name": 3}]}, "cells": [
 {"cell_type": "markdown", "source": ["# 樹高\n", "\n", "量了**三百棵**樹。\n"]},
 {"cell_type": "code", "source": "mean(h)", "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["18.4"], "image/png": "AAAA"}}, {"output_type": "stream", "text": ["done\n"]}]},
 {"cell_type": "code", "source": "t", "outputs": [{"data": {"text/html": "<table><tr><th>樹</th><th>高</th></tr><tr><td>杉</td><td>31</td></tr></table>", "text/plain": "  樹 高"}}]},
 {"cell_type": "code", "source": ["1/0"], "outputs": [{"output_type": "error", "ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": ["\u001b[31m"]}]},
 {"cell_type": "markdown", "source": "## 結論\n最高的是杉。"}, {"cell_type": "markdown", "source": ""}, {"cell_type": "raw", "source": {"x": 1}}]}`

func lines(d doc.Document) string {
	var all []string
	for _, b := range d.Blocks {
		all = append(all, fmt.Sprintf("%d%s %s", b.Page, strings.Repeat("#", b.Level), b.Text))
	}
	return strings.Join(all, "\n")
}

func TestNotebook(t *testing.T) {
	for _, c := range []struct{ name, text, want, title, author string }{
		{"format 4", trees, "1# 樹高\n1 量了三百棵樹。\n2 mean(h)\n2 18.4\n2 done\n3 t\n3 樹 | 高\n3 杉 | 31\n4 1/0\n4 ZeroDivisionError: division by zero\n5## 結論\n5 最高的是杉。", "樹高", "林"},
		{"format 3", `{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": ["題"]}, {"cell_type": "code", "input": ["x = 1"]}]}]}`, "1## 題\n2 x = 1", "", ""},
		{"with a title", `{"metadata": {"title": "手冊"}, "cells": [{"cell_type": "markdown", "source": "文。"}]}`, "1 文。", "手冊", ""},
	} {
		d, err := Parse(t.Context(), doc.File{Data: []byte(c.text)})
		doctest.Check(t, d, err)
		if diff := cmp.Diff(c.want, lines(d)); diff != "" || d.Title != c.title || d.Author != c.author {
			t.Errorf("%s: %q by %q, %v (-want +got):\n%s", c.name, d.Title, d.Author, err, diff)
		}
	}
}

// A picture that is attached to a cell is another than that of the same name in another cell.
func TestPictureNames(t *testing.T) {
	cell := `{"cell_type": "markdown", "source": "港口。![](attachment:image.png) ![](a.png)"}`
	d, err := Parse(t.Context(), doc.File{Data: []byte(`{"cells": [` + cell + "," + cell + `]}`)})
	if n, failed := figure.Settle(&d, nil); n != 3 || err != nil || failed != nil {
		t.Errorf("%d pictures, %v, %v", n, err, failed)
	}
}

func TestRefusedNotebooks(t *testing.T) {
	for want, text := range map[string]string{
		"is no notebook":         `{"cells": `,
		"without any text":       `{"cells": [{"cell_type": "code"}]}`,
		"more than 20000 cells":  `{"cells": [` + strings.Repeat("{},", maxCells) + `{}]}`,
		"more than 500000 obj":   `{"cells": [{"outputs": [` + strings.Repeat("{},", 600_000),
		"more than 1000000 li":   `{"cells": [{"source": [` + strings.Repeat("1,", 1_100_000) + `1]}]}`,
		"max depth":              `{"cells": ` + strings.Repeat("[", 100_000),
		"is no notebook: json: ": `{"cells": "x"}`,
	} {
		d, err := Parse(t.Context(), doc.File{Data: []byte(text)})
		doctest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	long := `{"cells": [{"cell_type": "code", "source": "x", "outputs": [{"text": "` + strings.Repeat("長", 2*maxOutput) + `"}]}]}`
	d, err := Parse(t.Context(), doc.File{Data: []byte(long)})
	if err != nil || len(d.Blocks) != 2 || len([]rune(d.Blocks[1].Text)) != maxOutput+1 || d.Blocks[1].Warning == "" {
		t.Errorf("%d blocks, %v", len(d.Blocks), err)
	}
}

func TestLooks(t *testing.T) {
	if !Looks([]byte(trees)) || Looks([]byte(`{"a": 1}`)) || Looks([]byte(`"cell_type"`)) {
		t.Error("wrong")
	}
}

func FuzzNotebook(f *testing.F) {
	f.Add([]byte(trees))
	f.Add([]byte(`{"cells":[{"cell_type":"markdown","source":"![a](b)"},{"cell_type":"code","outputs":[{"png":1,"data":{"image/png":null,"text/plain":"<Figure>"}}]}]}`))
	f.Add([]byte(`{"cells":[{"cell_type":"markdown","source":["# a","\n",1]},{"cell_type":"code","outputs":[{"data":{"text/html":["<table>"]}}]}],"worksheets":[{}],"metadata":{"title":[]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse(t.Context(), doc.File{Data: data})
		doctest.Check(t, d, err)
	})
}
