package openai

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
	"footnote/rag/index"
)

func TestVectorOrder(t *testing.T) {
	server := openaitest.New(t)
	texts := numbered(7)
	got := mustEmbed(t, on(t, server, EmbedderOptions{BatchSize: 3, Dimensions: 16}), texts...)
	var want [][]float32
	for _, text := range texts {
		want = append(want, openaitest.Vector(text, 16))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vectors (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{3, 3, 1}, sizes(server)); diff != "" {
		t.Errorf("inputs per request (-want +got):\n%s", diff)
	}
}

func TestNoTextsNoRequest(t *testing.T) {
	server := openaitest.New(t)
	if got := mustEmbed(t, on(t, server, EmbedderOptions{})); len(got) != 0 || len(server.Requests()) != 0 {
		t.Errorf("%d vectors, %d requests", len(got), len(server.Requests()))
	}
}

func TestRequest(t *testing.T) {
	for name, test := range map[string]struct {
		options       EmbedderOptions
		role          index.Role
		body          string
		authorization string
	}{
		"least": {
			EmbedderOptions{}, index.RoleQuery,
			`{"input":["成本"],"model":"text-embedding-3-small"}`, "",
		},
		"key": {
			EmbedderOptions{Key: testKey}, index.RoleQuery,
			`{"input":["成本"],"model":"text-embedding-3-small"}`, "Bearer " + testKey,
		},
		"query": {
			EmbedderOptions{Model: "e5", Dimensions: 8, QueryPrefix: "query: ", PassagePrefix: "passage: "}, index.RoleQuery,
			`{"dimensions":8,"input":["query: 成本"],"model":"e5"}`, "",
		},
		"passage": {
			EmbedderOptions{Model: "e5", QueryPrefix: "query: ", PassagePrefix: "passage: "}, index.RolePassage,
			`{"input":["passage: 成本"],"model":"e5"}`, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			texts := []string{"成本"}
			if _, err := on(t, server, test.options).Embed(t.Context(), test.role, texts); err != nil {
				t.Fatal(err)
			}
			request := server.Requests()[0]
			if diff := cmp.Diff(test.body, string(request.Body)); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
			if got := request.Header.Get("Authorization"); got != test.authorization {
				t.Errorf("authorization %q, want %q", got, test.authorization)
			}
			if texts[0] != "成本" {
				t.Errorf("the caller's text became %q", texts[0])
			}
		})
	}
}

func TestSlashAtTheEndOfTheBaseURL(t *testing.T) {
	server := openaitest.New(t)
	mustEmbed(t, on(t, server, EmbedderOptions{BaseURL: server.URL() + "/"}), "a")
}

func TestDimensionsStayTheSame(t *testing.T) {
	t.Run("as asked", func(t *testing.T) {
		server := openaitest.New(t)
		server.Fail(openaitest.WrongDimension(9))
		if got := mustFail(t, on(t, server, EmbedderOptions{Dimensions: 8}), "a"); got.Kind != KindMalformed {
			t.Errorf("error %v", got)
		}
	})
	t.Run("in one call", func(t *testing.T) {
		server := openaitest.New(t)
		server.Fail(openaitest.Fault{}, openaitest.WrongDimension(9))
		if got := mustFail(t, on(t, server, EmbedderOptions{BatchSize: 1}), "a", "b"); got.Kind != KindMalformed {
			t.Errorf("error %v", got)
		}
	})
	t.Run("over calls", func(t *testing.T) {
		server := openaitest.New(t)
		e := on(t, server, EmbedderOptions{})
		mustEmbed(t, e, "a")
		server.Fail(openaitest.WrongDimension(9))
		want := "the server's answer is not what the api promises (status 200): vectors of 9 numbers where 256 were expected"
		if got := mustFail(t, e, "b"); got.Error() != want {
			t.Errorf("error %q, want %q", got, want)
		}
		mustEmbed(t, e, "c")
	})
}

func TestConcurrentUse(t *testing.T) {
	server := openaitest.New(t)
	server.LimitInputs(4)
	e := on(t, server, EmbedderOptions{BatchSize: 16, Dimensions: 32})
	texts := numbered(20)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			vectors, err := e.Embed(t.Context(), index.RoleQuery, texts)
			if err != nil {
				t.Error(err)
				return
			}
			if diff := cmp.Diff(openaitest.Vector(texts[19], 32), vectors[19]); diff != "" {
				t.Errorf("vector 19 (-want +got):\n%s", diff)
			}
		})
	}
	group.Wait()
}
