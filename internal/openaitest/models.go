package openaitest

import "net/http"

// DefaultModel is the only model of a server whose models were not set.
const DefaultModel = "fake-model"

// Models sets the models that the server lists. From then on a chat request
// for another one is refused; before, every name is welcome.
func (s *Server) Models(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer.models = append([]string{}, names...) // never nil: it was called
}

type model struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Created int64  `json:"created"`
	OwnedBy string `json:"owned_by"`
}

// list answers GET /v1/models, with the models in the order they were set.
func (s *Server) list(w http.ResponseWriter, r *http.Request, _ Request, fault Fault) {
	names := s.copyWriter().models
	if names == nil {
		names = []string{DefaultModel}
	}
	data := make([]model, len(names))
	for i, name := range names {
		data[i] = model{ID: name, Object: "model", Created: created, OwnedBy: "openaitest"}
	}
	w.Header().Set("Content-Type", jsonType)
	fault.body(w, r, []byte(marshal(struct {
		Object string  `json:"object"`
		Data   []model `json:"data"`
	}{"list", data})), whole)
}
