package mail

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"path"
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
	"footnote/corpus/html"
	"footnote/corpus/plain"
	"footnote/corpus/repair"
)

// A part is the body of a message, or a part of it.
type part struct {
	header
	body io.Reader
}

// mediaType returns the declared media type, or that of plain text if there is none.
func (p part) mediaType() (kind string, parameters map[string]string) {
	kind, parameters, err := mime.ParseMediaType(p.get("Content-Type"))
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) || kind == "" {
		return "text/plain", parameters
	}
	return kind, parameters
}

// name returns the name of a file, or "" if the part is none.
func (p part) name() string {
	_, disposition, _ := mime.ParseMediaType(p.get("Content-Disposition"))
	_, kind, _ := mime.ParseMediaType(p.get("Content-Type"))
	name := cmp.Or(disposition["filename"], kind["name"])
	decoder := mime.WordDecoder{CharsetReader: wordReader}
	if text, err := decoder.DecodeHeader(name); err == nil {
		name = text
	}
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), `\`, "/"))
	return strings.TrimLeft(doc.OneLine(name), "./")
}

// isAttached reports whether the part is a file besides the text.
func (p part) isAttached() bool {
	disposition, _, _ := strings.Cut(p.get("Content-Disposition"), ";")
	return strings.EqualFold(strings.TrimSpace(disposition), "attachment") || p.name() != ""
}

// data returns the decoded content. If it is cut off, data returns what there is.
func (p part) data() ([]byte, error) {
	in := p.body
	switch strings.ToLower(strings.TrimSpace(p.get("Content-Transfer-Encoding"))) {
	case "base64":
		raw, err := io.ReadAll(p.body)
		if err != nil {
			return nil, broken(err)
		}
		in = base64.NewDecoder(base64.StdEncoding, bytes.NewReader(bytes.Map(inBase64, raw)))
	case "quoted-printable":
		in = quotedprintable.NewReader(p.body)
	}
	data, err := io.ReadAll(in)
	var corrupt base64.CorruptInputError
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.As(err, &corrupt) && len(data) == 0 {
		return nil, broken(err)
	}
	return data, nil
}

func inBase64(r rune) rune {
	if r < utf8.RuneSelf && strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=", r) {
		return r
	}
	return -1
}

func broken(err error) error {
	return &doc.Error{Reason: "cannot be decoded: " + err.Error(), Hint: "save the message again from the mail program"}
}

// part reads a part at a nesting depth.
func (r *reader) part(p part, depth int) ([]doc.Block, error) {
	if r.ctx.Err() != nil {
		return nil, context.Cause(r.ctx)
	}
	if r.parts++; r.parts > maxParts || depth > maxDepth {
		return nil, &doc.Error{Reason: fmt.Sprintf("is a message of more than %d parts, or parts more than %d deep", maxParts, maxDepth), Hint: "save what is attached to it and add that"}
	}
	kind, parameters := p.mediaType()
	switch {
	case strings.HasPrefix(kind, "multipart/") && parameters["boundary"] != "":
		return r.several(p, kind, parameters["boundary"], depth)
	case kind == "message/rfc822", strings.HasSuffix(strings.ToLower(p.name()), ".eml"):
		return r.forwarded(p, depth)
	case r.isShown(p, kind):
		return nil, r.count(p)
	case p.isAttached():
		return r.attachment(p, kind, parameters["charset"])
	case kind == "text/plain", kind == "text/html":
		return r.body(p, kind, parameters["charset"])
	}
	return nil, nil // such as a signature, or a report of a server
}

// several reads the parts of a part: one of several alternatives, and otherwise all.
func (r *reader) several(p part, kind, boundary string, depth int) ([]doc.Block, error) {
	var all []doc.Block
	var alternatives [][]doc.Block
	parts := multipart.NewReader(p.body, boundary)
	for {
		next, err := parts.NextRawPart()
		if err != nil { // the end, or a message that was cut off
			break
		}
		blocks, err := r.part(part{header: header(next.Header), body: next}, depth+1)
		if err != nil {
			return nil, err
		}
		if kind == "multipart/alternative" {
			alternatives = append(alternatives, blocks)
		} else {
			all = append(all, blocks...)
		}
	}
	if kind == "multipart/alternative" {
		return fullest(alternatives), nil
	}
	return all, nil
}

// fullest returns the first of several versions of a text, unless another has more than twice
// as much text: many programs write only one line instead of the page.
func fullest(versions [][]doc.Block) (best []doc.Block) {
	most := 0
	for _, v := range versions {
		size := 0
		for _, b := range v {
			size += len(b.Text)
		}
		if size > 2*most {
			best, most = v, size
		}
	}
	return best
}

// body reads a text.
func (r *reader) body(p part, kind, charset string) ([]doc.Block, error) {
	data, err := p.data()
	if err != nil {
		return nil, err
	}
	f := doc.File{Data: data, Charset: charset}
	if decode := repair.Decoder(charset); decode != nil && strings.HasPrefix(strings.ToLower(charset), "iso-2022") { // its bytes are ASCII
		f.Data, f.Charset = []byte(decode(string(data))), ""
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, nil
	}
	d := doc.Document{}
	if kind == "text/html" {
		var text string
		if text, err = html.Text(f); err == nil {
			if d, err = html.Whole(text); err == nil {
				figure.Rename(&d, address)
				r.name(text, d)
				r.pictures = append(r.pictures, d.Pictures...)
			}
		}
	} else {
		d, err = plain.Parse(r.ctx, f)
	}
	if err != nil {
		return r.warn("text", err)
	}
	r.texts++
	return kept(d.Blocks, 1), nil
}

// forwarded reads a message inside another one.
func (r *reader) forwarded(p part, depth int) ([]doc.Block, error) {
	in := p.body
	if encoding := strings.ToLower(strings.TrimSpace(p.get("Content-Transfer-Encoding"))); encoding == "base64" || encoding == "quoted-printable" {
		data, err := p.data()
		if err != nil {
			return nil, err
		}
		in = bytes.NewReader(data)
	}
	d, err := r.message(in, depth+1)
	var bad *doc.Error
	if errors.As(err, &bad) && r.parts <= maxParts && depth < maxDepth {
		return r.warn(cmp.Or(p.name(), "message"), err)
	}
	return kept(d.Blocks, 1), err
}

// attachment reads a file, below its name.
func (r *reader) attachment(p part, kind, charset string) ([]doc.Block, error) {
	name := cmp.Or(p.name(), "attachment")
	data, err := p.data()
	if err != nil {
		return r.warn(name, err)
	}
	if strings.HasPrefix(kind, "image/") && p.isInline() && isDecoration(data) {
		return nil, nil
	}
	if kind == "application/octet-stream" || kind == "text/plain" {
		kind = "" // programs declare this type for anything; the name is more reliable
	}
	d, err := r.attached(r.ctx, doc.File{Name: name, Type: kind, Charset: charset, Data: data})
	if err == nil && len(d.Blocks) == 0 {
		err = &doc.Error{Reason: "holds no text"}
	}
	if err != nil {
		blocks, err := r.warn(name, err)
		if err == nil && isPicture(kind, data) {
			blocks[0].Pictures = []string{""}
		}
		return blocks, err
	}
	r.texts++
	number := r.parts
	figure.Rename(&d, func(source string) string { return fmt.Sprintf("%d:%s", number, source) }) // others have their own of that name
	r.pictures = append(r.pictures, d.Pictures...)
	return append([]doc.Block{{Text: name, Level: 2, Gap: "\n\n"}}, kept(d.Blocks, 2)...), nil
}

// kept returns the blocks with text. Their headings are lowered by lower levels, and the last
// block ends its paragraph.
func kept(blocks []doc.Block, lower int) []doc.Block {
	var all []doc.Block
	for _, b := range blocks {
		if strings.TrimSpace(b.Text) == "" {
			continue
		}
		if b.Level > 0 {
			b.Level += lower
		}
		all = append(all, b)
	}
	if len(all) > 0 {
		all[len(all)-1].Gap = "\n\n"
	}
	return all
}
