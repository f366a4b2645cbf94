package fetch

import (
	"strings"
	"testing"
)

func TestRobots(t *testing.T) {
	for name, c := range map[string]struct {
		text               string
		allowed, forbidden string // paths, by spaces
	}{
		"none":                  {"", "/ /a", ""},
		"all":                   {"User-agent: *\nDisallow: /", "/robots.txt", "/ /a /robots.txt2"},
		"nothing":               {"User-agent: *\nDisallow:", "/ /a", ""},
		"our own, empty":        {"User-agent: Footnote\nDisallow:\n\nUser-agent: *\nDisallow: /", "/ /a", ""},
		"our own, no rules":     {"User-agent: *\nDisallow: /\nUser-agent: Footnote", "/ /a", ""},
		"our own, in any case":  {"user-AGENT: FOOTnote\nDISallow: /a\nUser-agent: *\nDisallow: /", "/ /b", "/a /ab /a/b"},
		"our own, with version": {"User-agent: Footnote/2.0 (x)\nDisallow: /a", "/b", "/a"},
		"others with our start": {"User-agent: Foot\nDisallow: /\nUser-agent: FootnoteBot\nDisallow: /\nUser-agent: Foot-note\nDisallow: /", "/a", ""},
		"several agents":        {"User-agent: x\nUser-agent: footnote\nUser-agent: y\nDisallow: /a\nUser-agent: z\nDisallow: /b", "/b", "/a"},
		"several groups":        {"User-agent: footnote\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nUser-agent: footnote\nDisallow: /c", "/b", "/a /c"},
		"other lines between":   {"User-agent: footnote\nCrawl-delay: 10\nSitemap: https://example.org/s\nnonsense\nDisallow: /a", "/b", "/a"},
		"other lines in agents": {"User-agent: footnote\nCrawl-delay: 1\nUser-agent: x\nDisallow: /a", "/b", "/a"},
		"before any agent":      {"Disallow: /\nUser-agent: *\nDisallow: /a", "/b", "/a"},
		"bad values elsewhere":  {"Crawl-delay: soon\nUser-agent: *\nDisallow: /a", "/b", "/a"},
		"longest wins":          {"User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b /a/bc", "/a /a/c /a/b/c"},
		"as long, allow wins":   {"User-agent: *\nDisallow: /a\nAllow: /a", "/a /ab", ""},
		"as long, other order":  {"User-agent: *\nAllow: /a\nDisallow: /a", "/a /ab", ""},
		"star":                  {"User-agent: *\nDisallow: /a*b", "/ba /ax /xa/b", "/axb /a/b/c"},
		"end":                   {"User-agent: *\nDisallow: /*.pdf$", "/a.pdfx /a.pdf?x", "/a.pdf /a/b.pdf /.pdf.pdf"},
		"end without star":      {"User-agent: *\nDisallow: /a$", "/ab /a/", "/a"},
		"star, then end":        {"User-agent: *\nDisallow: /a*$", "/b", "/a /ab"},
		"stars":                 {"User-agent: *\nDisallow: /**a**b", "/ba", "/ab /xaxb"},
		"star first":            {"User-agent: *\nDisallow: *a", "/b", "/a /ba"},
		"dollar within":         {"User-agent: *\nDisallow: /a$b", "/a /ab", "/a$b /a%24b"},
		"no slash":              {"User-agent: *\nDisallow: a", "/a /b", ""},
		"query":                 {"User-agent: *\nDisallow: /*?print=", "/a?x=1 /a", "/a?print=1"},
		"case of paths":         {"User-agent: *\nDisallow: /Private", "/private", "/Private"},
		"escapes":               {"User-agent: *\nDisallow: /%7efoo/%2f\nDisallow: /b%3cd", "/~foo// /%7Efoo//", "/~foo/%2F /%7efoo/%2fx /b%3Cd"},
		"other scripts":         {"User-agent: *\nDisallow: /人", "/a", "/%E4%BA%BA /%e4%ba%ba/1 /人"},
		"escaped star":          {"User-agent: *\nDisallow: /a%2Ab", "/axb", "/a*b /a%2ab"},
		"comments":              {"# all\nUser-agent: * # everyone\nDisallow: /a # that\n#Disallow: /b", "/b", "/a"},
		"byte order mark":       {"\ufeffUser-agent: *\nDisallow: /a", "/b", "/a"},
		"ends of lines":         {"User-agent: *\rDisallow: /a\r\n\r\nDisallow: /b\n", "/c", "/a /b"},
		"white space":           {" User-agent :\t* \n  Disallow :  /a  ", "/b", "/a"},
		"blank lines in agents": {"User-agent: footnote\n\nDisallow: /a", "/b", "/a"},
		"a page instead":        {"<!DOCTYPE html><p>User-agent: *<br>Disallow: /", "/", ""},
		"broken escapes":        {"User-agent: *\nDisallow: /%zz%\nDisallow: /%4", "/", "/%zz% /%4"},
	} {
		rules := parseRobots([]byte(c.text), product)
		for path := range strings.FieldsSeq(c.allowed) {
			if !rules.allow(path) {
				t.Errorf("%s: %s is forbidden", name, path)
			}
		}
		for path := range strings.FieldsSeq(c.forbidden) {
			if rules.allow(path) {
				t.Errorf("%s: %s is allowed", name, path)
			}
		}
	}
}

// However a path is escaped, it falls under the same rules, and a rule for the
// path itself fits it.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /", "/aXb")
	f.Add("User-agent: footnote\nDisallow: /%7e*%2a$$", "/~%2A$")
	f.Add("\ufeffuser-agent:*\rallow:/\rdisallow:*", "/%")
	f.Fuzz(func(t *testing.T, text, path string) {
		rules := parseRobots([]byte(text), product)
		plain := canonical(path, false)
		if rules.allow(path) != rules.allow(plain) && path != "/robots.txt" && plain != "/robots.txt" {
			t.Errorf("%q and %q differ", path, plain)
		}
		if again := canonical(plain, false); again != plain {
			t.Errorf("%q becomes %q, then %q", path, plain, again)
		}
		if !(rule{pattern: plain}).matches(plain) || !(rule{pattern: plain + "$"}).matches(plain) || !(rule{pattern: "*"}).matches(plain) {
			t.Errorf("%q does not match itself", plain)
		}
	})
}
