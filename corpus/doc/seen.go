package doc

import (
	"context"
	"fmt"
	"image"
	"strings"
)

// See reads scanned pages of a file, given by their numbers from 1. draw renders a page so that
// its longer side has at most side pixels; the image is valid only until the next call. The
// error is that of ctx only; pages that could not be read are listed in the result.
type See func(ctx context.Context, numbers []int, draw func(ctx context.Context, number, side int) (*image.NRGBA, error)) (Seen, error)

// Seen is the result of reading scanned pages.
type Seen struct {
	By      string          // the model that read them, for display
	Blocks  map[int][]Block // by page number
	Title   string          // the title found on the pages; may be empty
	Unread  []Unread        // pages that could not be read
	Blank   []int           // pages without text
	Failure *Error          // why no page was read, if none was
}

// Unread is a group of pages that could not be read for the same reason.
type Unread struct {
	Numbers []int
	Reason  string
	Again   bool // whether it is worth trying again
}

// Warning says which pages were not read. It is empty if all were read.
func (s Seen) Warning() string {
	var all []string
	for _, u := range s.Unread {
		all = append(all, Numbered(u.Numbers)+", which "+isOrAre(len(u.Numbers))+" not read: "+u.Reason)
	}
	if len(s.Blank) > 0 && len(s.Blocks) > 0 {
		all = append(all, Numbered(s.Blank)+", in which "+s.By+" finds no text")
	}
	return strings.Join(all, "; ")
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// Numbered names pages by their numbers, in order, such as "pages 1, 3-5".
func Numbered(pages []int) string {
	name := "pages "
	if len(pages) == 1 {
		name = "page "
	}
	return name + Ranges(pages)
}

// Ranges lists numbers, in order, such as "1, 3-5".
func Ranges(numbers []int) string {
	var all []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		name := fmt.Sprint(numbers[i])
		if end > i {
			name += fmt.Sprintf("-%d", numbers[end])
		}
		all = append(all, name)
		i = end + 1
	}
	return strings.Join(all, ", ")
}
