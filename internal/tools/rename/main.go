// Command rename gives the module another path, in go.mod and wherever Go files name it: in
// imports and in other strings that name a package. It is what has to be done once, before
// the module is published, as "go install" takes only a path that begins with a host:
//
//	go run ./internal/tools/rename github.com/OWNER/footnote
//	go build ./... && go install github.com/OWNER/footnote/cmd/footnote@latest
package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/tools/rename MODULE, in the folder of go.mod")
		os.Exit(2)
	}
	files, err := rename(".", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "rename:", err)
		os.Exit(1)
	}
	fmt.Printf("%d files name %s now; go build ./... says whether all is well\n", files, os.Args[1])
}

// modulePath is a path that others can install: its first part is a host.
// go.dev/ref/mod#go-mod-file-ident
var modulePath = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$`)

var moduleLine = regexp.MustCompile(`(?m)^module[ \t]+(\S+)[ \t]*$`)

// rename changes the path of the module in a folder, and returns in how many files. Nothing
// is written before all files are read.
func rename(folder, path string) (files int, err error) {
	if !modulePath.MatchString(path) {
		return 0, fmt.Errorf("%q is no path that can be installed: it is like github.com/OWNER/footnote", path)
	}
	root := filepath.Join(folder, "go.mod")
	raw, err := os.ReadFile(root)
	if err != nil {
		return 0, err
	}
	found := moduleLine.FindSubmatch(raw)
	if found == nil {
		return 0, errors.New("go.mod names no module")
	}
	r := renaming{folder: folder, old: string(found[1]), path: path}
	changed := map[string][]byte{root: moduleLine.ReplaceAll(raw, []byte("module "+path))}
	err = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		out, err := r.source(name, source)
		if err == nil && !bytes.Equal(out, source) {
			changed[name] = out
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	for name, out := range changed {
		if err := os.WriteFile(name, out, 0o644); err != nil {
			return 0, err
		}
	}
	return len(changed), nil
}

// A renaming is from one path to another.
type renaming struct{ folder, old, path string }

// source is a Go file with the new path in its strings.
func (r renaming) source(name string, source []byte) ([]byte, error) {
	set := token.NewFileSet()
	var flaws scanner.ErrorList
	var s scanner.Scanner
	s.Init(set.AddFile(name, -1, len(source)), source, flaws.Add, 0)
	var out bytes.Buffer
	done := 0
	for {
		pos, kind, text := s.Scan()
		if kind == token.EOF {
			break
		}
		if kind != token.STRING {
			continue
		}
		value, err := strconv.Unquote(text)
		if err != nil || !r.names(value) {
			continue
		}
		at := set.Position(pos).Offset
		out.Write(source[done:at])
		out.WriteString(strconv.Quote(r.path + strings.TrimPrefix(value, r.old)))
		done = at + len(text)
	}
	if done == 0 || len(flaws) > 0 {
		return source, flaws.Err()
	}
	out.Write(source[done:])
	return format.Source(out.Bytes())
}

// names reports a string that is a package of the module.
func (r renaming) names(value string) bool {
	room, ours := strings.CutPrefix(value, r.old+"/")
	if !ours || room == "" {
		return false
	}
	some, err := filepath.Glob(filepath.Join(r.folder, filepath.FromSlash(room), "*.go"))
	return err == nil && len(some) > 0
}
