package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mostMethods is how many methods a type has at most, and mostLines how many lines
// a room has of its own, tests not counted.
const (
	mostMethods = 30
	mostLines   = 2550
)

// counted are the rooms whose lines are counted.
var counted = []string{"rag", "corpus", "bot", "cmd/footnote"}

func TestSizes(t *testing.T) {
	methods, lines := map[string]int{}, map[string]int{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		room := filepath.ToSlash(folder)
		lines[room] += bytes.Count(source, []byte("\n"))
		for _, name := range receivers(f) {
			methods[room+"."+name]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	within(t, "methods", methods, mostMethods)
	own := map[string]int{}
	for _, room := range counted {
		own[room] = lines[room]
	}
	within(t, "lines", own, mostLines)
}

// within holds that nothing has more than most.
func within(t *testing.T, what string, has map[string]int, most int) {
	t.Helper()
	for name, n := range has {
		if n > most {
			t.Errorf("%s has %d %s, of at most %d", name, n, what, most)
		}
	}
}

// receivers are the types of the methods of a file, one for each method.
func receivers(f *ast.File) (types []string) {
	for _, d := range f.Decls {
		method, ok := d.(*ast.FuncDecl)
		if !ok || method.Recv == nil {
			continue
		}
		of := method.Recv.List[0].Type
		for of != nil {
			switch t := of.(type) {
			case *ast.StarExpr:
				of = t.X
			case *ast.IndexExpr:
				of = t.X
			case *ast.IndexListExpr:
				of = t.X
			case *ast.Ident:
				types = append(types, t.Name)
				of = nil
			default:
				of = nil
			}
		}
	}
	return types
}

func TestReceivers(t *testing.T) {
	const source = "package p\nfunc f() {}\nfunc (a *b) c() {}\nfunc (d) e() {}\nfunc (g *h[T]) i() {}\nfunc (j k[T, U]) l() {}\n"
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(receivers(f), " "); got != "b d h k" {
		t.Errorf("%q", got)
	}
}
