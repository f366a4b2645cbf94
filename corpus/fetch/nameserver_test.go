package fetch

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// A nameServer answers questions of the domain name system on this machine.
type nameServer struct {
	packets net.PacketConn

	mu      sync.Mutex
	answers map[string]func(n int) []string // by name without a last dot; n counts look-ups from 0
	asked   map[dnsmessage.Question]int
}

func serveNames(t *testing.T) *nameServer {
	t.Helper()
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &nameServer{packets: packets, answers: map[string]func(int) []string{}, asked: map[dnsmessage.Question]int{}}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.serve()
	}()
	t.Cleanup(func() {
		packets.Close()
		<-done
	})
	return s
}

// set makes name have addresses, of both families.
func (s *nameServer) set(name string, addresses ...string) {
	s.turn(name, func(int) []string { return addresses })
}

// turn makes name have other addresses each time that it is looked up.
func (s *nameServer) turn(name string, addresses func(n int) []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[name] = addresses
}

func (s *nameServer) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", s.packets.LocalAddr().String())
	}}
}

func (s *nameServer) serve() {
	buffer := make([]byte, 1500)
	for {
		n, from, err := s.packets.ReadFrom(buffer)
		if err != nil {
			return
		}
		var query dnsmessage.Message
		if query.Unpack(buffer[:n]) != nil || len(query.Questions) != 1 {
			continue
		}
		reply := s.reply(query.Header, query.Questions[0])
		if raw, err := reply.Pack(); err == nil {
			s.packets.WriteTo(raw, from)
		}
	}
}

func (s *nameServer) reply(h dnsmessage.Header, q dnsmessage.Question) dnsmessage.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	reply := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: h.ID, Response: true, Authoritative: true, RecursionAvailable: true},
		Questions: []dnsmessage.Question{q},
	}
	name := q.Name.String()
	addresses, known := s.answers[name[:len(name)-1]]
	if !known {
		reply.RCode = dnsmessage.RCodeNameError
		return reply
	}
	n := s.asked[q]
	s.asked[q]++
	for _, address := range addresses(n) {
		ip := netip.MustParseAddr(address)
		resource := dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}}
		switch {
		case q.Type == dnsmessage.TypeA && ip.Is4():
			resource.Body = &dnsmessage.AResource{A: ip.As4()}
		case q.Type == dnsmessage.TypeAAAA && ip.Is6():
			resource.Body = &dnsmessage.AAAAResource{AAAA: ip.As16()}
		default:
			continue
		}
		reply.Answers = append(reply.Answers, resource)
	}
	return reply
}
