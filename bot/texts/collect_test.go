package texts_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// value stands for what is known only when the program runs.
const value = "%s"

// A reasons collects what errors can say, as formats: the texts that can get into the fields
// Reason and Hint, wherever in the source they are written.
type reasons struct {
	functions map[string][]*ast.FuncDecl // by name
	named     map[string][]ast.Expr      // constants and variables of packages, by name
	files     []*ast.File
	formats   map[string]bool
	passed    map[passed]bool // what has been examined already
}

// passed means that a parameter of a function gets into an error.
type passed struct {
	function  string
	parameter int
}

// collectReasons reads the source below folders.
func collectReasons(t *testing.T, folders ...string) []string {
	t.Helper()
	c := &reasons{functions: map[string][]*ast.FuncDecl{}, named: map[string][]ast.Expr{}, formats: map[string]bool{}, passed: map[passed]bool{}}
	for _, folder := range folders {
		if err := filepath.WalkDir(folder, c.read); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range c.files {
		for _, d := range f.Decls {
			c.inspect(d)
		}
	}
	var all []string
	for format := range c.formats {
		if strings.ContainsFunc(strings.ReplaceAll(format, value, ""), unicode.IsLetter) {
			all = append(all, format)
		}
	}
	slices.Sort(all)
	return all
}

func (c *reasons) read(path string, d fs.DirEntry, err error) error {
	if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
		return err
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	c.files = append(c.files, f)
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			c.functions[d.Name.Name] = append(c.functions[d.Name.Name], d)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.ValueSpec); ok && len(s.Values) == len(s.Names) {
					for n, name := range s.Names {
						c.named[name.Name] = append(c.named[name.Name], s.Values[n])
					}
				}
			}
		}
	}
	return nil
}

// inspect finds the errors that a declaration makes.
func (c *reasons) inspect(d ast.Decl) {
	in, _ := d.(*ast.FuncDecl)
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if slices.Contains([]string{"doc.Error", "fetch.Error", "Error", "term.Failure", "OpenError", "gateway.FatalError", "FatalError", "scan.Failure", "Failure"}, typeName(n.Type)) {
				c.literal(n, in)
			}
		case *ast.CallExpr:
			if name := typeName(n.Fun); name == "usagef" || strings.HasSuffix(strings.ToLower(name), ".note") { // like fmt.Errorf
				c.keep(&ast.CallExpr{Fun: &ast.SelectorExpr{X: ast.NewIdent("fmt"), Sel: ast.NewIdent("Errorf")}, Args: n.Args}, in)
			}
			if name := typeName(n.Fun); strings.HasSuffix(name, ".warn") && len(n.Args) == 1 {
				c.keep(n.Args[0], in)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if s, ok := left.(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) && isText(s.Sel.Name) {
					c.keep(n.Rhs[i], in)
				}
			}
		}
		return true
	})
}

func isText(field string) bool { return field == "Reason" || field == "Hint" || field == "Err" }

// literal handles an error with or without the names of its fields: source, reason, hint.
func (c *reasons) literal(l *ast.CompositeLit, in *ast.FuncDecl) {
	for n, e := range l.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); !ok && n > 0 {
			c.keep(e, in)
		} else if ok && isText(pair.Key.(*ast.Ident).Name) {
			c.keep(pair.Value, in)
		}
	}
}

func (c *reasons) keep(e ast.Expr, in *ast.FuncDecl) {
	for _, format := range c.formatsOf(e, in, 0) {
		c.formats[format] = true
	}
}

// formatsOf returns the formats that an expression may be. Parts that are texts of their own
// are collected too.
func (c *reasons) formatsOf(e ast.Expr, in *ast.FuncDecl, depth int) []string {
	if depth > 6 {
		return []string{value}
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return []string{text}
		}
	case *ast.BinaryExpr:
		var all []string
		for _, left := range c.formatsOf(e.X, in, depth+1) {
			for _, right := range c.formatsOf(e.Y, in, depth+1) {
				all = append(all, left+right)
			}
		}
		return all
	case *ast.CallExpr:
		return c.call(e, in, depth)
	case *ast.Ident:
		return c.identifier(e.Name, in, depth)
	case *ast.IndexExpr:
		if l, ok := e.X.(*ast.CompositeLit); ok {
			return c.elements(l, in, depth)
		}
	case *ast.SelectorExpr:
		if values := c.named[e.Sel.Name]; len(values) == 1 {
			return c.formatsOf(values[0], nil, depth+1)
		}
	}
	return []string{value}
}

// call handles fmt.Sprintf, and functions of this module that return a text.
func (c *reasons) call(e *ast.CallExpr, in *ast.FuncDecl, depth int) []string {
	name := typeName(e.Fun)
	switch name {
	case "errors.New":
		return c.formatsOf(e.Args[0], in, depth+1)
	case "fmt.Sprintf", "fmt.Errorf":
		for _, argument := range e.Args[1:] {
			for _, format := range c.formatsOf(argument, in, depth+1) {
				c.formats[format] = true
			}
		}
		return c.formatsOf(e.Args[0], in, depth+1)
	}
	all := []string{value}
	if strings.HasPrefix(name, "term.") { // formats values
		return all
	}
	for _, f := range c.functions[name[strings.LastIndexByte(name, '.')+1:]] {
		if r := f.Type.Results; r == nil || len(r.List) != 1 || typeName(r.List[0].Type) != "string" || f.Body == nil {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 1 {
				for _, format := range c.formatsOf(r.Results[0], f, depth+1) {
					c.formats[format] = true
				}
			}
			return true
		})
	}
	return all
}

// identifier handles a constant, what a function sets a variable to, or a parameter, which
// stands for itself: a text within a text.
func (c *reasons) identifier(name string, in *ast.FuncDecl, depth int) []string {
	if in != nil {
		if n := parameter(in, name); n >= 0 {
			c.arguments(passed{in.Name.Name, n}, depth)
			return []string{value}
		}
		var all []string
		ast.Inspect(in.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
				for i, left := range a.Lhs {
					if id, ok := left.(*ast.Ident); ok && id.Name == name {
						all = append(all, c.formatsOf(a.Rhs[i], in, depth+1)...)
					}
				}
			}
			return true
		})
		if all != nil {
			return all
		}
	}
	if values := c.named[name]; len(values) > 0 {
		var all []string
		for _, v := range values {
			all = append(all, c.formatsOf(v, nil, depth+1)...)
		}
		return all
	}
	return []string{value}
}

// arguments collects all that is passed to a function as one of its parameters.
func (c *reasons) arguments(p passed, depth int) {
	if c.passed[p] {
		return
	}
	c.passed[p] = true
	for _, f := range c.files {
		for _, d := range f.Decls {
			in, _ := d.(*ast.FuncDecl)
			ast.Inspect(d, func(n ast.Node) bool {
				e, ok := n.(*ast.CallExpr)
				if !ok || len(e.Args) <= p.parameter {
					return true
				}
				if name := typeName(e.Fun); name[strings.LastIndexByte(name, '.')+1:] == p.function {
					for _, format := range c.formatsOf(e.Args[p.parameter], in, depth+1) {
						c.formats[format] = true
					}
				}
				return true
			})
		}
	}
}

// elements returns the values of a list or a map.
func (c *reasons) elements(l *ast.CompositeLit, in *ast.FuncDecl, depth int) (all []string) {
	for _, e := range l.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			e = pair.Value
		}
		all = append(all, c.formatsOf(e, in, depth+1)...)
	}
	return all
}

// parameter returns the index of the parameter with a name, or -1 if there is none.
func parameter(f *ast.FuncDecl, name string) int {
	n := 0
	for _, field := range f.Type.Params.List {
		for _, id := range field.Names {
			if id.Name == name {
				return n
			}
			n++
		}
	}
	return -1
}

// typeName returns a name as it is written, with its package.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
		return "." + e.Sel.Name
	}
	return ""
}
