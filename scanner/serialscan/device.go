package serialscan

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// DefaultBaud is the speed of RS-232 scanners as they leave the factory. USB scanners
// take any.
const DefaultBaud = 9600

// DeviceError says what is wrong with a device string.
type DeviceError struct {
	Device string
	Reason string
}

func (e *DeviceError) Error() string {
	return fmt.Sprintf("serialscan: device %q: %s", e.Device, e.Reason)
}

// ParseDevice takes "serial:PATH", "serial:PATH?baud=N" or a bare absolute
// path apart. PATH is absolute, N is 300 to 921600 bits per second. Any other
// string is a *DeviceError.
func ParseDevice(device string) (path string, baud int, err error) {
	path, query, _ := strings.Cut(strings.TrimPrefix(device, "serial:"), "?")
	if !strings.HasPrefix(path, "/") {
		return "", 0, &DeviceError{device, "want serial:/dev/… with an absolute path"}
	}
	options, err := url.ParseQuery(query)
	if err != nil {
		return "", 0, &DeviceError{device, "options after ? are not key=value"}
	}
	baud = DefaultBaud
	for key, values := range options {
		if key != "baud" || len(values) != 1 {
			return "", 0, &DeviceError{device, fmt.Sprintf("option %q is unknown or given twice; there is baud", key)}
		}
		if baud, err = strconv.Atoi(values[0]); err != nil || baud < 300 || baud > 921600 {
			return "", 0, &DeviceError{device, fmt.Sprintf("baud %q is not a speed from 300 to 921600", values[0])}
		}
	}
	return path, baud, nil
}
