package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mayWrite are the files that reach past package term: to give it the outputs,
// or for what programs read.
var mayWrite = map[string]string{
	"main.go":          "os.Stdout os.Stderr Exact", // of __complete
	"libraryexport.go": "Exact",
	"mcp.go":           "Exact",
}

// Text for people is printed by package term and by nothing else.
func TestPrinting(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range printing(f) {
			if !slices.Contains(strings.Fields(mayWrite[path]), found) {
				t.Errorf("%s has %s: print with package term", path, found)
			}
		}
	}
}

// printing are the ways by which a file prints that are not package term's.
func printing(f *ast.File) (found []string) {
	called := map[ast.Expr]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			if n.Path.Value == `"log"` {
				found = append(found, "log")
			}
		case *ast.SelectorExpr:
			switch name := types.ExprString(n); {
			case slices.Contains([]string{"os.Stdout", "os.Stderr", "fmt.Print", "fmt.Printf", "fmt.Println", "syscall.Stdout", "syscall.Stderr"}, name):
				found = append(found, name)
			case n.Sel.Name == "Exact" && called[n]:
				found = append(found, "Exact")
			}
		case *ast.CallExpr:
			called[n.Fun] = true
			name := types.ExprString(n.Fun)
			if name == "print" || name == "println" {
				found = append(found, name)
			}
			if len(n.Args) == 0 || !strings.HasPrefix(name, "fmt.Fprint") && name != "io.WriteString" && name != "io.Copy" {
				break
			}
			if to := types.ExprString(n.Args[0]); strings.HasSuffix(to, ".out") || strings.HasSuffix(to, ".err") {
				found = append(found, name+" to "+to)
			}
		}
		return true
	})
	return found
}

func TestPrintingIsSeen(t *testing.T) {
	const source = `package p
import "log"
func f(a *app) {
	fmt.Fprintln(a.err, "x")
	io.WriteString(s.out, "x")
	fmt.Println("x")
	println("x")
	w := os.Stdout
	a.out.Exact()
	fmt.Fprintf(&out, "x")
}`
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"log", "fmt.Fprintln to a.err", "io.WriteString to s.out", "fmt.Println", "println", "os.Stdout", "Exact"}
	if d := cmp.Diff(want, printing(f)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
