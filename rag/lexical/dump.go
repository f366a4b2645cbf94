package lexical

import "fmt"

func (x *Index) Dump(q Query) {
	for _, t := range q.Terms {
		fmt.Printf("   %s idf %.2f df %d:", t.Term, t.IDF, len(t.postings))
		for _, w := range t.ways {
			if n := len(x.findAll(w.terms)); n > 0 {
				fmt.Printf(" %v(%d)", w.terms, n)
			}
		}
		fmt.Println()
	}
}
