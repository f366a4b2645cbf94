package said

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
)

// A Source gets the file at an address.
type Source interface {
	Fetch(ctx context.Context, address string) (doc.File, error)
}

const (
	// maxUpload is the largest file that is taken.
	maxUpload = doc.MaxBytes
	// maxMaterial is how many bytes of files one message brings.
	maxMaterial = 2 * doc.MaxBytes
)

var (
	// ErrNothing is that nothing was named, or that what was named is empty.
	ErrNothing = errors.New("neither a file nor an address was named")
	// ErrUnreadable is that a message is not there, or not for the bot to read.
	ErrUnreadable = errors.New("the message cannot be read")
	// ErrTooLarge is that a file is larger than what is taken.
	ErrTooLarge = errors.New("the file is too large")
)

// upload gets an uploaded file now: Discord's address for it is good for a day.
func upload(ctx context.Context, from Source, a wire.Attachment) (doc.File, error) {
	if a.URL == "" {
		return doc.File{}, ErrNothing
	}
	if a.Size > maxUpload {
		return doc.File{}, ErrTooLarge
	}
	name := a.FileName()
	f, err := from.Fetch(ctx, a.URL)
	var failed *fetch.Error
	switch {
	case errors.As(err, &failed): // people know the file, not where Discord keeps it
		named := *failed
		named.Address = name
		return doc.File{}, &named
	case err != nil:
		return doc.File{}, err
	}
	f.Name, f.Source = name, name
	return f, nil
}

// Uploads gets uploaded files.
func Uploads(ctx context.Context, from Source, all ...wire.Attachment) ([]doc.File, error) {
	var files []doc.File
	size := int64(0)
	for _, a := range all {
		if size += a.Size; size > maxMaterial {
			return nil, ErrTooLarge
		}
		f, err := upload(ctx, from, a)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// Material is what a message brings to be asked about: its files, those of what it
// forwards, and the words of that as a file of their own.
func Material(ctx context.Context, from Source, m *wire.Message) ([]doc.File, error) {
	files, err := Uploads(ctx, from, Files(m)...)
	if err != nil {
		return nil, err
	}
	for i := range m.Forwarded {
		if text := Text(&m.Forwarded[i].Message); text != "" {
			files = append(files, written(fmt.Sprintf("%s-%d", m.ID, i+1), "", text))
		}
	}
	if len(files) == 0 {
		return nil, ErrNothing
	}
	return files, nil
}

// written is a text of a message as a file.
func written(id, source, text string) doc.File {
	name := "message-" + id + ".md"
	if source == "" {
		source = name
	}
	return doc.File{Name: name, Source: source, Type: "text/markdown", Charset: "utf-8", Data: []byte(strings.TrimSpace(text))}
}
