package lexical

import (
	"slices"
	"strings"
)

// Terms are what some documents are made of, ready to be added to an index or
// to be taken out of it.
type Terms struct {
	names    []string  // each once
	first    []int32   // of each name's postings, and the end of the last one's
	postings []posting // name by name; a document is its place among the documents
	length   []int32   // of each document, in terms
}

// Collect takes documents apart.
func (a *Analyser) Collect(documents []string) Terms {
	t := Terms{length: make([]int32, len(documents))}
	number := map[string]int32{}
	var said []int32 // the numbers of the names, as they come
	for d, text := range documents {
		tokens := a.Tokens(text)
		t.length[d] = int32(len(tokens))
		for _, token := range tokens {
			n, known := number[token.Term]
			if !known {
				n = int32(len(t.names))
				number[token.Term] = n
				t.names = append(t.names, token.Term)
			}
			said = append(said, n)
		}
	}
	t.group(said)
	return t
}

// group sorts what is said in the documents by the names: first how many
// postings each has, then where they go.
func (t *Terms) group(said []int32) {
	t.first = make([]int32, len(t.names)+1)
	last := make([]int32, len(t.names)) // document in which a name came last, from 1
	t.walk(said, func(name, document int32) {
		if last[name] != document+1 {
			last[name] = document + 1
			t.first[name+1]++
		}
	})
	for i := range t.names {
		t.first[i+1] += t.first[i]
	}
	t.postings = make([]posting, t.first[len(t.names)])
	next := slices.Clone(t.first)
	t.walk(said, func(name, document int32) {
		if n := next[name]; n > t.first[name] && t.postings[n-1].document == document {
			t.postings[n-1].count++
			return
		}
		t.postings[next[name]] = posting{document, 1}
		next[name]++
	})
}

// walk goes through what is said, document by document.
func (t *Terms) walk(said []int32, visit func(name, document int32)) {
	for d, n := range t.length {
		for _, name := range said[:n] {
			visit(name, int32(d))
		}
		said = said[n:]
	}
}

func (t *Terms) of(name int) []posting { return t.postings[t.first[name]:t.first[name+1]] }

// Add adds documents and returns their numbers, in order. Numbers of documents
// that were removed are given again.
func (x *Index) Add(t Terms) []int {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.state++
	numbers := x.place(t.length)
	for i, name := range t.names {
		n := x.number(name)
		x.postings[n] = insert(x.postings[n], t.of(i), numbers)
	}
	return numbers
}

// place finds room for documents, in ascending order.
func (x *Index) place(lengths []int32) []int {
	numbers := make([]int, len(lengths))
	for i := range numbers {
		if last := len(x.vacant) - 1; last >= 0 {
			numbers[i], x.vacant = x.vacant[last], x.vacant[:last]
			continue
		}
		numbers[i] = len(x.slots)
		x.slots = append(x.slots, slot{})
	}
	for i, length := range lengths {
		x.slots[numbers[i]] = slot{x.added, length}
		x.added++
		x.count++
		x.total += int64(length)
	}
	return numbers
}

func (x *Index) number(term string) int32 {
	if n, known := x.terms[term]; known {
		return n
	}
	n := int32(len(x.postings))
	if last := len(x.unused) - 1; last >= 0 {
		n, x.unused = x.unused[last], x.unused[:last]
	} else {
		x.postings = append(x.postings, nil)
	}
	x.terms[strings.Clone(term)] = n // or it would keep all of its document
	return n
}

// insert puts postings, whose documents have those numbers, in their places:
// from the last one on, so that nothing is moved that has none behind it.
func insert(list, more []posting, numbers []int) []posting {
	old := len(list) - 1
	list = append(list, more...)
	for at, n := len(list)-1, len(more)-1; n >= 0; at-- {
		p := posting{int32(numbers[more[n].document]), more[n].count}
		if old >= 0 && list[old].document > p.document {
			list[at] = list[old]
			old--
			continue
		}
		list[at] = p
		n--
	}
	return list
}

// Remove takes documents out by their numbers, in ascending order. t is what
// was added of them.
func (x *Index) Remove(numbers []int, t Terms) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.state++
	for i, name := range t.names {
		n, known := x.terms[name]
		if !known {
			continue
		}
		left := without(x.postings[n], t.of(i), numbers)
		if len(left) == 0 {
			left = nil
			delete(x.terms, name)
			x.unused = append(x.unused, n)
		}
		x.postings[n] = left
	}
	for i, n := range numbers {
		x.total -= int64(t.length[i])
		x.slots[n] = slot{}
	}
	x.count -= len(numbers)
	x.vacant = append(x.vacant, numbers...)
	slices.SortFunc(x.vacant, func(a, b int) int { return b - a })
}

// without drops the postings of the documents with those numbers. A list that
// has become short gives its room back.
func without(list, less []posting, numbers []int) []posting {
	first, _ := slices.BinarySearchFunc(list, numbers[less[0].document], func(p posting, n int) int { return int(p.document) - n })
	kept := first
	for _, p := range list[first:] {
		if len(less) > 0 && int(p.document) == numbers[less[0].document] {
			less = less[1:]
			continue
		}
		list[kept] = p
		kept++
	}
	if list = list[:kept]; 4*kept < cap(list) {
		return slices.Clone(list)
	}
	return list
}
