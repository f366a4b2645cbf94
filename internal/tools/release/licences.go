package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// engine holds the licences of PDFium and of the libraries in it. The program contains them
// as WebAssembly, but go-pdfium has only its own licence. The texts are from pypdfium2 5.15.2
// (PyPI), which contains the same engine.
//
//go:embed licences/pdfium
var engine embed.FS

// licence matches the names of files with licences, and of files that licences ask to pass on.
var licence = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|authors)`)

// A module is a module that the program uses, or a folder within one, which may contain a
// package from elsewhere with a licence of its own.
type module struct {
	path, folder string
	inner        bool // a folder within a module
}

// gather returns the contents of an archive by their paths in it: the program, its documents,
// and the licences of everything in it.
func gather(ctx context.Context, t target, binary string) (map[string][]byte, error) {
	contents := map[string][]byte{}
	for place, file := range map[string]string{
		filepath.Base(binary): binary, "README.md": "README.md", "LICENSE": "LICENSE", "THIRD_PARTY.md": "THIRD_PARTY.md",
		"CONTRIBUTING.md": "CONTRIBUTING.md", ".env.example": ".env.example",
	} {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		contents[place] = data
	}
	if err := readTracked(ctx, "docs", contents); err != nil {
		return nil, err
	}
	modules, err := modulesOf(ctx, t)
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		found, err := m.licences(contents)
		if err == nil && !found && !m.inner {
			err = fmt.Errorf("%s has no licence", m.path)
		}
		if err != nil {
			return nil, err
		}
	}
	return contents, fs.WalkDir(engine, "licences", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := engine.ReadFile(name)
		contents[name] = data
		return err
	})
}

// readTracked adds the files below a folder that git tracks, by their paths.
func readTracked(ctx context.Context, folder string, contents map[string][]byte) error {
	names, err := output(ctx, nil, "git", "ls-files", "-z", folder)
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "\x00"), "\x00") {
		if contents[name], err = os.ReadFile(filepath.FromSlash(name)); err != nil {
			return err
		}
	}
	return nil
}

// modulesOf returns the modules that the program of a target uses, and Go itself.
func modulesOf(ctx context.Context, t target) (all []module, err error) {
	root, err := output(ctx, nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	all = append(all, module{path: "go", folder: root})
	listed, err := output(ctx, t.environment(), "go", "list", "-deps", "-f", `{{$dir := .Dir}}{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}} {{$dir}}{{end}}{{end}}`, program)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for line := range strings.Lines(listed) {
		words := strings.Fields(line)
		if len(words) != 3 {
			continue
		}
		name, root := words[0], words[1]
		for folder := words[2]; !seen[folder] && len(folder) >= len(root); folder = filepath.Dir(folder) {
			seen[folder] = true
			all = append(all, module{name + filepath.ToSlash(strings.TrimPrefix(folder, root)), folder, folder != root})
		}
	}
	return all, nil
}

// licences adds a module's licences to contents, and reports whether there are any.
func (m module) licences(contents map[string][]byte) (found bool, err error) {
	entries, err := os.ReadDir(m.folder)
	if err != nil {
		return false, err
	}
	for _, entry := range entries {
		if entry.IsDir() || !licence.MatchString(entry.Name()) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(m.folder, entry.Name()))
		if err != nil {
			return false, err
		}
		contents[path.Join("licences", m.path, entry.Name())] = data
		found = true
	}
	return found, nil
}

// writeBill writes the software bill of materials of a binary to file, in CycloneDX's format.
func writeBill(ctx context.Context, binary string, r revision, file string) error {
	_, err := output(ctx, nil, "go", "run", cyclonedx, "bin", "-json", "-licenses", "-noserial", "-version", "v"+r.version, "-output", file, binary)
	return err
}

const cyclonedx = "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0"
