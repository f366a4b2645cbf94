package library

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/storetest"
	"footnote/library/access"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// hashed is an embedder that makes vectors of a text's characters. Texts that share many are
// near each other.
type hashed struct{ name string }

func (h hashed) Model() string { return h.name }

func (h hashed) Embed(_ context.Context, _ index.Role, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		vectors[i] = make([]float32, 32)
		for _, r := range text {
			sum := fnv.New32a()
			fmt.Fprint(sum, r)
			vectors[i][sum.Sum32()%32]++
		}
	}
	return vectors, nil
}

// opened opens the library at a place.
func opened(t testing.TB, path string, change func(*Options)) *Library {
	t.Helper()
	db, err := store.OpenLibrary(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	o := Options{Store: db, Reader: &corpus.Reader{}}
	if change != nil {
		change(&o)
	}
	l, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func fresh(t testing.TB, at storetest.Place, change func(*Options)) *Library {
	t.Helper()
	return opened(t, at(t), change)
}

func file(name, text string) doc.File {
	return doc.File{Name: name, Source: name, Data: []byte(text)}
}

// add adds a text under a name.
func add(t testing.TB, l *Library, scope store.Scope, name, text string) Added {
	t.Helper()
	added, err := l.Add(t.Context(), scope, file(name, text), Origin{Key: name}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func ask(t testing.TB, l *Library, scope store.Scope, article, question string) rag.Answer {
	t.Helper()
	d, err := l.Engine(t.Context(), access.Outside(scope), article)
	if err != nil {
		t.Fatal(err)
	}
	a, err := d.Answer(t.Context(), rag.Question{Text: question}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// titles returns the titles of a scope's articles.
func titles(t testing.TB, l *Library, scope store.Scope) []string {
	t.Helper()
	all, err := l.List(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range all {
		names = append(names, s.Title)
	}
	slices.Sort(names)
	return names
}

const (
	lakeRest  = "冬季的觀測由山下的氣象站負責，資料每小時傳送一次，並與鄰近三個測站比對。環湖步道在雨季時常常封閉，遊客須改走北側的林道。湖邊的木屋建於上個世紀，屋頂以當地的石板鋪成，如今是管理員的住處。魚類以鱒魚為主，禁止垂釣的季節從春末到初秋。水源來自三條溪流，其中一條在旱季斷流，管理處因此修築了一座小型的攔水壩。\n"
	lake      = "鏡湖報告\n\n鏡湖位於北坡，湖面面積為37平方公里。湖水最深處達到82公尺。每年十一月湖面開始結冰。\n" + lakeRest
	lakeNew   = "鏡湖報告\n\n鏡湖位於北坡，湖面面積為39平方公里。湖水最深處達到82公尺。每年十一月湖面開始結冰。\n" + lakeRest
	towerRest = "塔內的木梯共有十二段，最窄處只容一人通過。管理員每週上發條一次，並記錄誤差。廣場四周的商店在市集日清晨開門，鐘聲是開市的信號。修復工程由三位木匠主持，所用的木料來自附近的山林。塔底的石碑刻著捐款人的姓名，其中半數是商會的成員。夜間的燈光在節慶時才點亮，平日只留一盞。\n"
	tower     = "鐘樓史\n\n鐘樓建於1894年，塔身高61公尺。鐘樓的大鐘重達四噸。1923年的地震使塔尖傾斜。\n" + towerRest
	lakeAsk   = "鏡湖的湖面面積是多少平方公里?"
	towerAsk  = "鐘樓的塔身高多少公尺?"
)

// noting is an embedder that records the passages that it embeds.
type noting struct {
	index.Embedder
	texts *[]string
}

func (n noting) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	if role == index.RolePassage {
		*n.texts = append(*n.texts, texts...)
	}
	return n.Embedder.Embed(ctx, role, texts)
}
