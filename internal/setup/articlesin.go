package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// ArticlesIn reads the articles of a folder, an archive or a file. It skips repeated texts,
// files for which leave returns true, and files of kinds that are not read. A file that cannot
// be read causes a warning; if none can be read, it causes an error.
func ArticlesIn(ctx context.Context, s *Setup, source string, leave func(doc.File) bool) ([]*corpus.Article, error) {
	reader, done, err := s.reader()
	if err != nil {
		return nil, err
	}
	defer done()
	var all []*corpus.Article
	var first error
	problem := func(err error) error {
		if bad, ok := errors.AsType[*doc.Error](err); !ok || ctx.Err() != nil {
			return err
		} else if first == nil {
			first = bad
		}
		s.warn(err.Error())
		return nil
	}
	err = s.Gather(ctx, source, func(f doc.File, _ bool, bad error) error {
		switch {
		case leave(f), bad != nil && !isRead(f, s.Sees()):
			return nil
		case bad != nil:
			return problem(bad)
		}
		article, err := reader.Read(ctx, f)
		if err != nil {
			return problem(err)
		}
		if i := slices.IndexFunc(all, func(b *corpus.Article) bool { return b.ID == article.ID }); i >= 0 {
			s.warn(fmt.Sprintf("%s is the same text as %s; it is read once", f.Place(), all[i].Source))
			return nil
		}
		all = append(all, article)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		if first != nil {
			return nil, first
		}
		return nil, &doc.Error{Source: source, Reason: "contains no article", Hint: doc.HintFormats()}
	}
	return all, nil
}

// isRead reports whether a file may be an article, judging by its name.
func isRead(f doc.File, pictures bool) bool {
	kind, known := doc.KindOfEnding(f.Ending())
	return known && (kind.IsRead() || kind.IsByBytes() || kind.IsPicture() && pictures)
}
