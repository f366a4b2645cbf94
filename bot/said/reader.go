package said

import (
	"context"
	"strings"

	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/doc"
)

// A Reader reads the files of a message as articles are read.
type Reader struct {
	Files Source
	Read  func(ctx context.Context, f doc.File) (*corpus.Article, error)
}

// maxRead is how many bytes are taken of all that a message says: more than is looked at.
const maxRead = 64 << 10

// All is what a message says, and what stands in its files. A file that cannot be read is
// an error only where there is nothing else.
func (r Reader) All(ctx context.Context, m *wire.Message) (string, error) {
	parts := []string{Text(m)}
	read, size := len(parts[0]), int64(0)
	var unread error
	for _, a := range Files(m) {
		if size += a.Size; size > maxMaterial {
			return "", ErrTooLarge
		}
		if read > maxRead {
			break
		}
		text, err := r.file(ctx, a)
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if err != nil && unread == nil {
			unread = err
		}
		parts, read = append(parts, text), read+len(text)
	}
	text := joined("\n\n", parts...)
	if text == "" {
		return "", unread
	}
	if len(text) > maxRead {
		text = strings.ToValidUTF8(text[:maxRead], "")
	}
	return text, nil
}

func (r Reader) file(ctx context.Context, a wire.Attachment) (string, error) {
	f, err := upload(ctx, r.Files, a)
	if err != nil {
		return "", err
	}
	article, err := r.Read(ctx, f)
	if err != nil {
		return "", err
	}
	return article.Text, nil
}
