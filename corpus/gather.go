package corpus

import (
	"context"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// Gather finds the files at path, one or those of a folder or an archive, of the
// formats that are read: see [GatherAll].
func Gather(ctx context.Context, path string, yield archive.Yield) error {
	return archive.Gather(ctx, path, unreadable, yield)
}

// Unpack gives the files of f where f is a zip archive of files, any other f as it
// is: see [UnpackAll].
func Unpack(ctx context.Context, f doc.File, yield archive.Yield) error {
	return archive.Unpack(ctx, f, unreadable, yield)
}
