// Command rename changes the path of the module, in go.mod and in the Go files: in imports and
// in other strings that name a package. It is needed once, before the module is published,
// because "go install" accepts only a path that begins with a host:
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
	fmt.Printf("changed %d files to %s; run go build ./... to check\n", files, os.Args[1])
}

// modulePath matches a path that can be installed: its first element is a host. See
// https://go.dev/ref/mod#go-mod-file-ident.
var modulePath = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$`)

var moduleLine = regexp.MustCompile(`(?m)^module[ \t]+(\S+)[ \t]*$`)

// rename changes the path of the module in a folder, and returns the number of files that it
// changed. It writes nothing until all files have been read and are valid.
func rename(folder, path string) (files int, err error) {
	if !modulePath.MatchString(path) {
		return 0, fmt.Errorf("%q cannot be installed; a path is written as github.com/OWNER/footnote", path)
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

// A renaming changes one module path to another.
type renaming struct{ folder, old, path string }

// source returns a Go file with the new path in its strings.
func (r renaming) source(name string, source []byte) ([]byte, error) {
	set := token.NewFileSet()
	var errs scanner.ErrorList
	var s scanner.Scanner
	s.Init(set.AddFile(name, -1, len(source)), source, errs.Add, 0)
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
		if err != nil || !r.isPackage(value) {
			continue
		}
		at := set.Position(pos).Offset
		out.Write(source[done:at])
		out.WriteString(strconv.Quote(r.path + strings.TrimPrefix(value, r.old)))
		done = at + len(text)
	}
	if done == 0 || len(errs) > 0 {
		return source, errs.Err()
	}
	out.Write(source[done:])
	return format.Source(out.Bytes())
}

// isPackage reports whether a string is the path of a package of the module.
func (r renaming) isPackage(value string) bool {
	path, found := strings.CutPrefix(value, r.old+"/")
	if !found || path == "" {
		return false
	}
	files, err := filepath.Glob(filepath.Join(r.folder, filepath.FromSlash(path), "*.go"))
	return err == nil && len(files) > 0
}
