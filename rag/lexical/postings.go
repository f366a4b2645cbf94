package lexical

import (
	"iter"
	"slices"
	"unsafe"
)

// postings are the documents that have a term, in order. The last ones are unpacked. Those
// before them are packed, which takes a third of the memory: each document as the distance to
// the one before, with the number of occurrences if there is more than one.
type postings struct {
	packed *packed // nil if there are few postings
	last   []entry
}

// looseMost is the largest number of unpacked postings of a term.
const looseMost = 16

// frequency returns the number of documents.
func (p postings) frequency() int {
	if p.packed == nil {
		return len(p.last)
	}
	return p.packed.count + len(p.last)
}

// size returns how many bytes of memory the postings take.
func (p postings) size() int {
	size := cap(p.last) * int(unsafe.Sizeof(entry(0)))
	if p.packed != nil {
		size += int(unsafe.Sizeof(*p.packed)) + cap(p.packed.data) + cap(p.packed.blocks)*int(unsafe.Sizeof(block{}))
	}
	return size
}

// all yields the postings in parts, each of which is valid until the next.
func (p postings) all() iter.Seq[[]entry] {
	return func(yield func([]entry) bool) {
		if p.packed != nil {
			var room [blockMost]entry
			for i := range p.packed.blocks {
				if !yield(p.packed.open(i, room[:0])) {
					return
				}
			}
		}
		yield(p.last)
	}
}

// collected returns the postings in one slice, which must not be changed.
func (p postings) collected() []entry {
	if p.packed == nil {
		return p.last
	}
	all := make([]entry, 0, p.frequency())
	for some := range p.all() {
		all = append(all, some...)
	}
	return all
}

// insert inserts documents, in ascending order. None of them may be there already.
func (p *postings) insert(more []entry) {
	for p.packed != nil && len(more) > 0 {
		i := p.packed.find(more[0].document())
		if i == len(p.packed.blocks) {
			break
		}
		n := below(more, int(p.packed.blocks[i].last))
		p.packed.change(i, func(all []entry) []entry { return merge(all, more[:n]) })
		more = more[n:]
	}
	p.last = merge(p.last, more)
	p.pack()
}

// below returns the number of entries before a document.
func below(list []entry, document int) int {
	n, _ := slices.BinarySearchFunc(list, document, func(e entry, document int) int { return e.document() - document })
	return n
}

// merge inserts entries in their places. It works from the end, so that it moves only what has
// entries inserted before it.
func merge(list, more []entry) []entry {
	if len(more) == 0 {
		return list
	}
	old := len(list) - 1
	list = append(list, more...)
	for at, n := len(list)-1, len(more)-1; n >= 0; at-- {
		if old >= 0 && list[old] > more[n] {
			list[at] = list[old]
			old--
			continue
		}
		list[at] = more[n]
		n--
	}
	return list
}

// pack packs the last postings if there are many.
func (p *postings) pack() {
	if len(p.last) <= looseMost {
		return
	}
	if p.packed == nil {
		p.packed = &packed{}
	}
	p.packed.append(p.last)
	p.last = nil // spare capacity for every term would add up
}

// remove removes documents, given by number in ascending order.
func (p *postings) remove(numbers []int) {
	if p.packed != nil {
		p.packed.remove(numbers)
		if p.packed.count == 0 {
			p.packed = nil
		}
	}
	if len(p.last) == 0 || p.last[len(p.last)-1].document() < numbers[0] {
		return
	}
	if p.last = without(p.last, numbers); 4*len(p.last) < cap(p.last) {
		p.last = slices.Clone(p.last)
	}
}

// without removes the entries of documents.
func without(list []entry, numbers []int) []entry {
	return slices.DeleteFunc(list, func(e entry) bool {
		_, found := slices.BinarySearch(numbers, e.document())
		return found
	})
}
