package said

import (
	"context"
	"errors"

	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
)

// A Source fetches the file at an address.
type Source interface {
	Fetch(ctx context.Context, address string) (doc.File, error)
}

const (
	// maxUpload is the size of the largest file that is accepted, in bytes.
	maxUpload = doc.MaxBytes
	// maxMaterial is the most bytes of files that one message may bring.
	maxMaterial = 2 * doc.MaxBytes
)

var (
	// ErrNothing means that nothing was named, or that what was named is empty.
	ErrNothing = errors.New("neither a file nor an address was named")
	// ErrWordless means that there is nothing to read in a message.
	ErrWordless = errors.New("the message has no words")
	// ErrUnreadable means that a message does not exist or that the bot may not read it.
	ErrUnreadable = errors.New("the message cannot be read")
	// ErrTooLarge means that a file is larger than what is accepted.
	ErrTooLarge = errors.New("the file is too large")
)

// upload fetches an uploaded file. This must happen soon: Discord's address for the file is
// valid for a day.
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
	case errors.As(err, &failed): // people know the file, not its address at Discord
		named := *failed
		named.Address = name
		return doc.File{}, &named
	case err != nil:
		return doc.File{}, err
	}
	f.Name, f.Source = name, name
	return f, nil
}

// Uploads fetches uploaded files.
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

// Material returns the files of a message that a question may be about: its own, those of the
// messages that it forwards, and the text of each of these as a file.
func Material(ctx context.Context, from Source, m *wire.Message) ([]doc.File, error) {
	files, err := Uploads(ctx, from, Files(m)...)
	if err != nil {
		return nil, err
	}
	for i := range m.Forwarded {
		if text := Text(&m.Forwarded[i].Message); hasWords(text) {
			files = append(files, textFile("", text))
		}
	}
	if len(files) == 0 {
		return nil, ErrWordless
	}
	return files, nil
}
