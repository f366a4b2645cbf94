package said

import (
	"context"
	"strings"

	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/doc"
)

// A Reader reads the files of a message in the same way as articles.
type Reader struct {
	Files Source
	Read  func(ctx context.Context, f doc.File) (*corpus.Article, error)
}

// maxRead is the most bytes that are taken of a message and its files: more than is examined.
const maxRead = 64 << 10

// All returns the text of a message and of its files. A file that cannot be read is an error
// only if there is nothing else.
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
	text := joinNonEmpty("\n\n", parts...)
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
