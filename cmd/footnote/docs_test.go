package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/corpus/pdf"
	"footnote/library/subscription"
)

// docs/cli.md has the limits as they are.
func TestDocsLimits(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "cli.md"))
	if err != nil {
		t.Fatal(err)
	}
	for what, n := range map[string]int{
		"%d MiB, packed or not": doc.MaxBytes >> 20, "%d characters; 400,000 lines": doc.MaxCharacters, "%d lines or paragraphs": doc.MaxParagraphs,
		"%d pages; 2,000,000 characters": pdf.MaxPages, "500 pages; %d characters": pdf.MaxCharacters,
		"%d pages of a sitemap": subscription.MostItems, "%d that links lead to": subscription.MostLinks,
	} {
		figure := fmt.Sprint(n)
		for at := len(figure) - 3; at > 0; at -= 3 {
			figure = figure[:at] + "," + figure[at:]
		}
		if want := strings.Replace(what, "%d", figure, 1); !strings.Contains(string(page), want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

// pages are the documents of the repository, by their path from its root, with /.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{".git", "testdata", "licences", "node_modules"}, d.Name()):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".md":
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		all[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A link between documents leads to a file that is there, and to a heading that it
// has.
func TestLinks(t *testing.T) {
	all, checked := pages(t), 0
	for page, text := range all {
		for _, link := range links(text) {
			if regexp.MustCompile(`^[a-z]+:`).MatchString(link) {
				continue // somewhere else
			}
			checked++
			file, anchor, _ := strings.Cut(link, "#")
			to := page
			if file != "" {
				to = path.Join(path.Dir(page), file)
			}
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(to))); err != nil {
				t.Errorf("%s: %s leads to nothing", page, link)
				continue
			}
			if anchor != "" && !slices.Contains(anchors(all[to]), anchor) {
				t.Errorf("%s: %s leads to no heading of %s, which has %q", page, link, to, anchors(all[to]))
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d links are checked", checked)
	}
}

// prose is a text in Markdown without its code.
func prose(text string) string {
	text = regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(text, "")
	text = regexp.MustCompile(`(?m)^    .*$`).ReplaceAllString(text, "")
	return regexp.MustCompile("`[^`\n]*`").ReplaceAllString(text, "")
}

// links are the targets of a text's links and pictures.
func links(text string) (all []string) {
	for _, found := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(prose(text), -1) {
		all = append(all, found[1])
	}
	return all
}

// anchors are the names that GitHub gives to the headings of a text.
func anchors(text string) (all []string) {
	times := map[string]int{}
	text = regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(text, "")
	for _, found := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		var name strings.Builder
		for _, r := range strings.ToLower(found[1]) {
			switch {
			case unicode.IsLetter(r) || unicode.IsNumber(r) || r == '-' || r == '_':
				name.WriteRune(r)
			case r == ' ':
				name.WriteByte('-')
			}
		}
		anchor := name.String()
		if times[anchor]++; times[anchor] > 1 {
			anchor += "-" + strconv.Itoa(times[anchor]-1)
		}
		all = append(all, anchor)
	}
	return all
}

// The tests and files that CONTRIBUTING.md names are there. Its example is not.
func TestContributingNames(t *testing.T) {
	page := pages(t)["CONTRIBUTING.md"]
	var declared strings.Builder
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		declared.Write(source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, span := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(page, -1) {
		name := span[1]
		switch {
		case regexp.MustCompile(`^(Test|Fuzz)\w+$`).MatchString(name):
			found++
			if !strings.Contains(declared.String(), "\nfunc "+name+"(") {
				t.Errorf("there is no %s", name)
			}
		case regexp.MustCompile(`^[a-z.]+(/[a-z*_.-]+)+$`).MatchString(name) && !slices.Contains([]string{"corpus/asciidoc", "testing/synctest", "../shared"}, name):
			found++
			for _, folder := range []string{"", "cmd/footnote"} {
				if files, err := filepath.Glob(filepath.Join(root, folder, filepath.FromSlash(name))); err != nil || len(files) > 0 {
					name = ""
				}
			}
			if name != "" {
				t.Errorf("there is no file %s", name)
			}
		}
	}
	if found < 60 {
		t.Errorf("only %d names are looked for", found)
	}
}

// docs/architecture.md says of every package what it is for, and names none that is
// not there.
func TestArchitectureNamesPackages(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "\n## The packages\n")
	table, _, _ = strings.Cut(table, "\n## ")
	var named []string
	for line := range strings.Lines(table) {
		first := "" // of the row; what follows it may leave out the folder that both are in
		for _, found := range regexp.MustCompile("`([a-z0-9/]+)`").FindAllStringSubmatch(line, -1) {
			name := found[1]
			if beside := path.Join(path.Dir(first), name); first != "" && !isPackage(t, name) && isPackage(t, beside) {
				name = beside
			}
			if first == "" && strings.HasPrefix(line, "| `") {
				first = name
				if !isPackage(t, name) {
					t.Errorf("%s is no package", name)
				}
			}
			named = append(named, name)
		}
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if slices.Contains([]string{".git", "testdata"}, d.Name()) {
			return filepath.SkipDir
		}
		folder, err := filepath.Rel(root, path)
		folder = filepath.ToSlash(folder)
		if outside(folder) || !isPackage(t, folder) || slices.Contains(named, folder) {
			return err
		}
		t.Errorf("%s has no row", folder)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isPackage reports a folder of the repository, by its path with /, that holds Go
// files other than tests.
func isPackage(t *testing.T, folder string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(file string) bool { return !strings.HasSuffix(file, "_test.go") })
}

// The tests that docs/architecture.md names are there, in the rooms that it
// names them in.
func TestArchitectureNamesTests(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	room, name := regexp.MustCompile("`[a-z0-9/]+`"), regexp.MustCompile(`\b(Test|Fuzz)[A-Z]\w+`)
	found := 0
	for line := range strings.Lines(string(page)) {
		for _, part := range strings.Split(line, ";") {
			folder := room.FindAllString(part, -1)
			for _, test := range name.FindAllString(part, -1) {
				found++
				if len(folder) == 0 || !declares(t, strings.Trim(folder[len(folder)-1], "`"), test) {
					t.Errorf("%s is not in the room of its line: %s", test, strings.TrimSpace(part))
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d tests are named", found)
	}
}

// declares reports whether a test of a room has a name.
func declares(t *testing.T, folder, test string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(source), "\nfunc "+test+"(") {
			return true
		}
	}
	return false
}

// What docs/try-on-discord.md says must be seen is what the program says: whatever stands
// there as code is in its source, in its article, or a command that it registers.
func TestTryOnDiscord(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "try-on-discord.md"))
	if err != nil {
		t.Fatal(err)
	}
	said := sources(t)
	for _, c := range wire.Commands(texts.NewCatalog(nil)) {
		said += "\n/" + c.Name
		for _, name := range *c.NameLocalizations {
			said += "\n/" + name
		}
		for _, part := range c.Options {
			said += "\n/" + c.Name + " " + part.Name + ":"
			for _, o := range part.Options {
				said += "\n/" + c.Name + " " + part.Name + " " + o.Name + ":"
				for _, below := range o.Options { // of a part in a group
					said += "\n/" + c.Name + " " + part.Name + " " + o.Name + " " + below.Name + ":"
				}
			}
		}
	}
	found, typed := 0, regexp.MustCompile("^(footnote|kill|--)") // in a shell
	for _, span := range regexp.MustCompile("`[^`\n]+`").FindAllString(string(page), -1) {
		words, _, _ := strings.Cut(strings.Trim(span, "`"), ":") // what is filled in is the reader's
		if typed.MatchString(words) {
			continue
		}
		found++
		if !strings.Contains(said, words) {
			t.Errorf("nothing says %q", words)
		}
	}
	if found < 50 {
		t.Errorf("only %d words are looked for", found)
	}
}

// sources are the program's, with the article that is built in.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, folder := range []string{"bot", "cmd", "corpus", "rag"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !slices.Contains([]string{".go", ".md", ".txt"}, filepath.Ext(path)) {
				return err
			}
			raw, err := os.ReadFile(path)
			all.Write(raw)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
