// Package mail reads e-mail messages (EML, RFC 5322 and MIME).
package mail

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"strings"
	"time"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// The limits of a message. Nothing in it is compressed, so its contents are never larger than
// the file.
const (
	// maxDepth is the maximum nesting of parts and messages.
	maxDepth = 12
	// maxParts is the maximum number of parts of a message, including those of forwarded messages.
	maxParts = 500
)

// A Parser reads attachments. It does not read messages.
type Parser func(context.Context, doc.File) (doc.Document, error)

// Parse reads a message: its subject, sender, recipients and date, its text, and its
// attachments, each below its name. Attachments that cannot be read are named, with a warning
// that says why.
func Parse(ctx context.Context, f doc.File, attached Parser) (doc.Document, error) {
	if other := doc.NotText(f.Data); other != nil {
		return doc.Document{}, other
	}
	r := reader{ctx: ctx, attached: attached, shown: map[string]bool{}}
	d, err := r.message(bytes.NewReader(f.Data), 0)
	switch {
	case err != nil:
		return doc.Document{}, err
	case r.texts == 0:
		return doc.Document{}, &doc.Error{Reason: "is a message without any text that can be read" + r.reasons(), Hint: "save what is attached to it and add that"}
	}
	d.Pictures = append(d.Pictures, r.pictures...)
	return d, nil
}

// Looks reports whether a text begins like a message: with the fields that servers add, and a
// sender.
func Looks(start []byte) bool {
	head, _, _ := bytes.Cut(bytes.ReplaceAll(start, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	return technical().Match(head) && sender().Match(head) && beginning().Match(head)
}

var (
	beginning = doc.Pattern(`^[A-Za-z][A-Za-z0-9-]{1,60}: `)
	technical = doc.Pattern(`(?mi)^(?:message-id|mime-version|received|return-path|delivered-to|x-mailer):`)
	sender    = doc.Pattern(`(?mi)^from:`)
)

// A reader reads one file.
type reader struct {
	ctx      context.Context
	attached Parser
	parts    int
	texts    int      // number of texts that were read
	warnings []string // why others were not read

	shown    map[string]bool // by picture that an HTML part refers to, whether it is more than decoration
	pictures []string        // pictures in the message to which no HTML part refers
}

// reasons returns why nothing could be read.
func (r *reader) reasons() string {
	if len(r.warnings) == 0 {
		return ""
	}
	return " (" + r.warnings[0] + ")"
}

// message reads a message at a nesting depth.
func (r *reader) message(in io.Reader, depth int) (doc.Document, error) {
	m, err := mail.ReadMessage(withoutEnvelope(in))
	if err != nil {
		return doc.Document{}, &doc.Error{Reason: "is no message of e-mail: " + strings.TrimPrefix(err.Error(), "mail: "), Hint: "save it again as EML from the mail program"}
	}
	head := header(m.Header)
	d := doc.Document{Title: head.text("Subject"), Author: head.author(), Published: head.day()}
	if d.Title != "" {
		d.Blocks = append(d.Blocks, doc.Block{Text: d.Title, Level: 1, Gap: "\n\n"})
	}
	for _, name := range []string{"From", "To", "Cc", "Date"} {
		if text := head.text(name); text != "" {
			d.Blocks = append(d.Blocks, doc.Block{Text: name + ": " + text, Gap: "\n"})
		}
	}
	if len(d.Blocks) > 0 {
		d.Blocks[len(d.Blocks)-1].Gap = "\n\n"
	}
	blocks, err := r.part(part{header: head, body: m.Body}, depth)
	d.Blocks = append(d.Blocks, blocks...)
	return d, err
}

// withoutEnvelope skips what a mailbox file has before a message: blank lines and a line that
// begins with "From ".
func withoutEnvelope(in io.Reader) io.Reader {
	buffered := bufio.NewReader(in)
	for {
		start, _ := buffered.Peek(len("From "))
		switch {
		case bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")):
			buffered.Discard(3)
		case bytes.HasPrefix(start, []byte("\n")), bytes.HasPrefix(start, []byte("\r")):
			buffered.Discard(1)
		case string(start) == "From ":
			for more := true; more; { // a line of any length
				_, more, _ = buffered.ReadLine()
			}
		default:
			return buffered
		}
	}
}

// header holds the fields of a message or a part.
type header map[string][]string

func (h header) get(name string) string { return mail.Header(h).Get(name) }

// text returns a decoded field. One without a declared encoding may be in any.
func (h header) text(name string) string {
	raw := h.get(name)
	if len(raw) > 64<<10 {
		return ""
	}
	decoder := mime.WordDecoder{CharsetReader: wordReader}
	if text, err := decoder.DecodeHeader(raw); err == nil {
		raw = text
	}
	if text, err := repair.Text(doc.File{Data: []byte(raw)}, ""); err == nil {
		raw = text
	}
	text := strings.Join(strings.Fields(strings.ToValidUTF8(raw, "\uFFFD")), " ")
	if characters := []rune(text); len(characters) > 10*doc.MaxLine {
		return string(characters[:10*doc.MaxLine]) + "…"
	}
	return text
}

// wordReader decodes an encoded word. Python has written eucgb2312_cn for GB2312.
func wordReader(label string, in io.Reader) (io.Reader, error) {
	if strings.Contains(strings.ToLower(label), "gb2312") {
		label = "gbk"
	}
	return repair.NewReader(label, in)
}

// author returns the name of the sender or, failing that, the address.
func (h header) author() string {
	from := h.text("From")
	if name, _, found := strings.Cut(from, "<"); found && strings.Trim(name, `" `) != "" {
		return strings.Trim(name, `" `)
	}
	return strings.Trim(from, "<> ")
}

// day returns the date in the sender's time zone.
func (h header) day() string {
	t, err := mail.ParseDate(h.get("Date"))
	if err != nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

// warn returns a heading for something that cannot be read, with a warning that says why.
func (r *reader) warn(name string, err error) ([]doc.Block, error) {
	var bad *doc.Error
	if !errors.As(err, &bad) {
		return nil, err
	}
	why := bad.Reason
	if bad.Hint != "" {
		why += "; " + bad.Hint
	}
	r.warnings = append(r.warnings, fmt.Sprintf("%s %s", name, why))
	return []doc.Block{{Text: name, Level: 2, Gap: "\n\n", Warning: "was attached and is not read: it " + why}}, nil
}
