package serialscan

// PortReader is what a Source reads; tests put their own in its place.
type PortReader = port

// SetOpen makes s open its port with open.
func (s *Source) SetOpen(open func(path string, baud int) (PortReader, error)) { s.open = open }

// PortsIn is Ports with other folders.
var PortsIn = ports

// OpenPort opens a real port.
var OpenPort = openPort
