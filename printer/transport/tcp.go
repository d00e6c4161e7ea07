package transport

import (
	"context"
	"net"
	"time"

	"golang.org/x/sys/unix"

	"countertop/printer"
)

// tcpPort is a network printer, on port 9100 as a rule.
type tcpPort struct {
	port
	conn *net.TCPConn
}

var _ printer.Pending = (*tcpPort)(nil)

// No TCP_USER_TIMEOUT: the kernel then drops a printer that is there and takes
// nothing, as without paper (measured: 3.5 s after a timeout of 3 s). Keep-alive
// finds out in 10 s that one is gone while its answer is waited for, and a
// driver gives up by itself on one that takes nothing for no known reason.
func dial(ctx context.Context, d Device) (printer.Conn, error) {
	dialer := net.Dialer{
		Timeout:         3 * time.Second,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 4 * time.Second, Interval: 2 * time.Second, Count: 3},
	}
	c, err := dialer.DialContext(ctx, "tcp", d.Path)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, offline{err}
	}
	t := c.(*net.TCPConn)
	return &tcpPort{port{d, t}, t}, nil
}

// offline hides that a dial timeout is a deadline too: nothing was open yet.
type offline struct{ err error }

func (o offline) Error() string { return o.err.Error() }

// Pending implements printer.Pending: what the printer has not acknowledged.
func (p *tcpPort) Pending() (int, error) { return p.queued(unix.SIOCOUTQ) }

// Close takes in what the printer still says before it closes: closing on unread
// bytes resets the connection, and a reset makes some printers drop what they
// have not printed.
func (p *tcpPort) Close() error {
	if p.conn.CloseWrite() == nil {
		_ = p.conn.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
		buf := make([]byte, 512)
		for {
			if _, err := p.conn.Read(buf); err != nil {
				break
			}
		}
	}
	return p.conn.Close()
}
