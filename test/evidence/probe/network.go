// The network: services that listen, interfaces and addresses, and what others send.
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

const listening = 700 * time.Millisecond

func canariesFrom(network string, addresses ...string) (string, error) {
	got := []string{}
	var last error = errNone
	for _, address := range addresses {
		connection, err := net.DialTimeout(network, address, listening)
		if err != nil {
			last = err
			continue
		}
		_ = connection.SetDeadline(time.Now().Add(listening))
		text, _ := io.ReadAll(io.LimitReader(connection, 200))
		connection.Close()
		if found := canary.Find(text); found != nil {
			got = append(got, string(found))
		}
	}
	if len(got) == 0 {
		return "", last
	}
	return strings.Join(got, " "), nil
}
func loopback(targets Targets) (string, error) {
	local := func(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }
	return canariesFrom("tcp", local(targets.Host.Port), local(targets.Peer.Port))
}
func abstract(targets Targets) (string, error) {
	return canariesFrom("unix", "@"+targets.Host.Abstract, "@"+targets.Peer.Abstract)
}
func talk(targets Targets) (string, error) { return canariesFrom("tcp", targets.Services...) }

// https://man7.org/linux/man-pages/man7/netlink.7.html
func askNetlink(fd int, kind uint16, flags uint16, body []byte) ([]byte, error) {
	message := make([]byte, 16, 16+len(body))
	binary.NativeEndian.PutUint32(message, uint32(16+len(body)))
	binary.NativeEndian.PutUint16(message[4:], kind)
	binary.NativeEndian.PutUint16(message[6:], flags|syscall.NLM_F_ACK)
	message = append(message, body...)
	if err := syscall.Sendto(fd, message, 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return nil, err
	}
	limit := syscall.NsecToTimeval(int64(listening))
	_ = syscall.SetsockoptTimeval(fd, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &limit)
	reply := make([]byte, 4096)
	count, _, err := syscall.Recvfrom(fd, reply, 0)
	if err != nil || count < 20 {
		return nil, errors.Join(err, errNone)
	}
	if binary.NativeEndian.Uint16(reply[4:]) == syscall.NLMSG_ERROR {
		if errno := int32(binary.NativeEndian.Uint32(reply[16:])); errno != 0 {
			return nil, syscall.Errno(-errno)
		}
	}
	return reply[:count], nil
}
func setAddress(kind uint16, index int, address net.IP) error {
	fd, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW, syscall.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	body := []byte{syscall.AF_INET, 32, 0, 0, 0, 0, 0, 0}
	binary.NativeEndian.PutUint32(body[4:], uint32(index))
	for _, attribute := range []uint16{syscall.IFA_LOCAL, syscall.IFA_ADDRESS} {
		body = binary.NativeEndian.AppendUint16(body, 8)
		body = binary.NativeEndian.AppendUint16(body, attribute)
		body = append(body, address.To4()...)
	}
	flags := uint16(syscall.NLM_F_REQUEST)
	if kind == syscall.RTM_NEWADDR {
		flags |= syscall.NLM_F_CREATE | syscall.NLM_F_EXCL
	}
	_, err = askNetlink(fd, kind, flags, body)
	return err
}

// An address for documentation on the loopback, and away again: https://datatracker.ietf.org/doc/html/rfc5737
func changeNetwork(Targets) (string, error) {
	address := net.IPv4(203, 0, 113, 77)
	if err := setAddress(syscall.RTM_NEWADDR, 1, address); err != nil {
		return "", err
	}
	if err := setAddress(syscall.RTM_DELADDR, 1, address); err != nil {
		return "", err
	}
	return os.Readlink("/proc/self/ns/net")
}

func toNetwork(value uint16) uint16 { return value<<8 | value>>8 }

const everyProtocol = 0x0003

func openPackets() (int, error) {
	fd, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, int(toNetwork(everyProtocol)))
	if err != nil {
		return -1, err
	}
	limit := syscall.NsecToTimeval(int64(100 * time.Millisecond))
	return fd, syscall.SetsockoptTimeval(fd, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &limit)
}

// Canaries in packets until the time is over; each packet is shown first to whoever answers.
func collect(fd int, limit time.Duration, answer func(frame []byte, index int)) (string, error) {
	found := map[string]bool{}
	frame := make([]byte, 2048)
	for end := time.Now().Add(limit); time.Now().Before(end); {
		count, from, err := syscall.Recvfrom(fd, frame, 0)
		if err != nil {
			continue
		}
		link, isLink := from.(*syscall.SockaddrLinklayer)
		if isLink && answer != nil {
			answer(frame[:count], link.Ifindex)
		}
		for _, one := range canary.FindAll(frame[:count], -1) {
			found[string(one)] = true
		}
	}
	if len(found) == 0 {
		return "", errNone
	}
	got := []string{}
	for one := range found {
		got = append(got, one)
	}
	return strings.Join(got, " "), nil
}
func sniff(Targets) (string, error) {
	fd, err := openPackets()
	if err != nil {
		return "", err
	}
	return collect(fd, listening, nil)
}

// Says that an address which the neighbour sends to, and nobody has, is here: https://datatracker.ietf.org/doc/html/rfc826
func spoofAddress(targets Targets) (string, error) {
	fd, err := openPackets()
	if err != nil {
		return "", err
	}
	ghosts := map[string]bool{}
	for _, ghost := range targets.Ghosts {
		ghosts[string(net.ParseIP(ghost).To4())] = true
	}
	return collect(fd, 2*listening, func(frame []byte, index int) {
		const isRequest = 1
		isARP := len(frame) >= 42 && frame[12] == 8 && frame[13] == 6
		if !isARP || frame[21] != isRequest || !ghosts[string(frame[38:42])] {
			return
		}
		card, err := net.InterfaceByIndex(index)
		if err != nil || len(card.HardwareAddr) != 6 {
			return
		}
		reply := append([]byte{}, frame[6:12]...)
		reply = append(reply, card.HardwareAddr...)
		reply = append(reply, 8, 6, 0, 1, 8, 0, 6, 4, 0, 2)
		reply = append(append(reply, card.HardwareAddr...), frame[38:42]...)
		reply = append(reply, frame[22:32]...)
		to := syscall.SockaddrLinklayer{Ifindex: index, Halen: 6, Protocol: toNetwork(0x0806)}
		copy(to.Addr[:], frame[6:12])
		_ = syscall.Sendto(fd, reply, 0, &to)
	})
}

func isOn(card net.Interface, ghost net.IP) bool {
	addresses, err := card.Addrs()
	return err == nil && slices.ContainsFunc(addresses, func(address net.Addr) bool {
		network, isNetwork := address.(*net.IPNet)
		return isNetwork && network.Contains(ghost)
	})
}

// The same with an address of its own, which the kernel then answers for.
func takeAddress(targets Targets) (string, error) {
	cards, err := net.Interfaces()
	if err != nil {
		return "", err
	}
	ghost := net.ParseIP(targets.Ghosts[0])
	for _, card := range cards {
		if !isOn(card, ghost) {
			continue
		}
		if err := setAddress(syscall.RTM_NEWADDR, card.Index, ghost); err != nil {
			return "", err
		}
		defer setAddress(syscall.RTM_DELADDR, card.Index, ghost)
		listener, err := net.ListenUDP("udp4", &net.UDPAddr{IP: ghost, Port: ghostPort})
		if err != nil {
			return "", err
		}
		_ = listener.SetDeadline(time.Now().Add(2 * listening))
		text := make([]byte, 200)
		count, err := listener.Read(text)
		if err != nil {
			return "", err
		}
		return string(canary.Find(text[:count])), nil
	}
	return "", errNone
}
