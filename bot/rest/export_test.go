package rest

// Buckets returns how many buckets are remembered.
func (c *Client) Buckets() int {
	c.buckets.Lock()
	defer c.buckets.Unlock()
	return max(len(c.buckets.byRoute), len(c.buckets.byHash))
}
