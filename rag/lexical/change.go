package lexical

import "slices"

// Terms are the terms of some documents, ready to be added to an index.
type Terms struct {
	names   []name  // each term once
	first   []int32 // for each name, the index of its first entry; then len(entries)
	entries []entry // by name; documents are numbered by position
	length  []int32 // of each document, in terms
}

// Collect splits documents into terms.
func (a *Analyser) Collect(documents []string) Terms {
	size := 0
	for _, text := range documents {
		size += len(text)
	}
	// About two terms per character of three bytes, a fifth of them new.
	c := collecting{numbers: vocabulary{newGrams(size / 8), map[string]int32{}}, said: make([]int32, 0, 2*size/3)}
	c.length = make([]int32, len(documents))
	for d, text := range documents {
		chars := a.fold(text)
		before := len(c.said)
		scan(chars, func(k kind, from, to int) {
			if k == ideograph {
				c.add(name{gram: gram(chars[from].r, chars[to-1].r, to-from)})
				return
			}
			c.add(name{word: k.normal(token(chars[from:to])).Term})
		})
		c.length[d] = int32(len(c.said) - before)
	}
	c.group(c.said)
	return c.Terms
}

// collecting numbers the terms in the order of their first occurrence.
type collecting struct {
	Terms
	numbers vocabulary
	said    []int32
}

func (c *collecting) add(term name) {
	n, known := c.numbers.find(term)
	if !known {
		n = int32(len(c.names))
		c.numbers.set(term, n)
		c.names = append(c.names, term)
	}
	c.said = append(c.said, n)
}

// group sorts the occurrences in said by term: first it counts the entries of each term, then
// it fills them in.
func (t *Terms) group(said []int32) {
	t.first = make([]int32, len(t.names)+1)
	last := make([]int32, len(t.names)) // the document in which a term was last seen, from 1
	t.walk(said, func(name, document int32) {
		if last[name] != document+1 {
			last[name] = document + 1
			t.first[name+1]++
		}
	})
	for i := range t.names {
		t.first[i+1] += t.first[i]
	}
	t.entries = make([]entry, t.first[len(t.names)])
	next := slices.Clone(t.first)
	t.walk(said, func(name, document int32) {
		if n := next[name]; n > t.first[name] && t.entries[n-1].document() == int(document) {
			t.entries[n-1] = t.entries[n-1].more()
			return
		}
		t.entries[next[name]] = newEntry(int(document), 1)
		next[name]++
	})
}

// walk visits all occurrences in said, document by document.
func (t *Terms) walk(said []int32, visit func(name, document int32)) {
	for d, n := range t.length {
		for _, name := range said[:n] {
			visit(name, int32(d))
		}
		said = said[n:]
	}
}

func (t *Terms) of(name int) []entry { return t.entries[t.first[name]:t.first[name+1]] }

// Add adds documents and returns their numbers, in order. It reuses the numbers of removed
// documents.
func (x *Index) Add(t Terms) []int {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.state++
	numbers := x.place(t.length)
	var more []entry
	for i, name := range t.names {
		more = more[:0]
		for _, e := range t.of(i) {
			more = append(more, newEntry(numbers[e.document()], e.count()))
		}
		p := &x.entries[x.number(name)]
		x.packed -= p.size()
		p.insert(more)
		x.packed += p.size()
	}
	return numbers
}

// place assigns numbers to documents, in ascending order.
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

// number returns the number of a term, assigning one if it has none.
func (x *Index) number(term name) int32 {
	if n, known := x.terms.find(term); known {
		return n
	}
	n := int32(len(x.entries))
	if last := len(x.unused) - 1; last >= 0 {
		n, x.unused = x.unused[last], x.unused[:last]
	} else {
		x.entries = append(x.entries, postings{})
	}
	x.terms.set(term, n)
	return n
}

// Remove removes documents by their numbers, which must be in ascending order.
func (x *Index) Remove(numbers []int) {
	if len(numbers) == 0 {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.state++
	var gone []name
	for term, n := range x.terms.all() {
		p := &x.entries[n]
		x.packed -= p.size()
		p.remove(numbers)
		x.packed += p.size()
		if p.frequency() == 0 {
			x.packed -= p.size()
			*p = postings{}
			gone, x.unused = append(gone, term), append(x.unused, n)
		}
	}
	for _, term := range gone {
		x.terms.drop(term)
	}
	for _, n := range numbers {
		x.total -= int64(x.slots[n].length)
		x.slots[n] = slot{}
	}
	x.count -= len(numbers)
	x.vacant = append(x.vacant, numbers...)
	slices.SortFunc(x.vacant, func(a, b int) int { return b - a })
}
