package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Tag;
import io.meridian.testing.Peers;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandTests {
    static Stream<DimseRequest> requests() {
        return Stream.of(
                new DimseRequest.Echo("1.2.1"),
                new DimseRequest.Store("1.2.2", "1.3"),
                new DimseRequest.Store("1.2.2", "1.3", "MOVER", 77),
                new DimseRequest.Find("1.2.3"),
                new DimseRequest.Move("1.2.4", "DEST"),
                new DimseRequest.Get("1.2.5"),
                new DimseRequest.Create("1.2.6", "1.3"),
                new DimseRequest.Create("1.2.6", ""),
                new DimseRequest.Modify("1.2.7", "1.3"),
                new DimseRequest.Read(
                        "1.2.8", "1.3", List.of(new Tag(0x00100010), new Tag(0x00400252))),
                new DimseRequest.Read("1.2.8", "1.3", List.of()),
                new DimseRequest.Action("1.2.9", "1.3", 2),
                new DimseRequest.Report("1.2.10", "1.3", 1),
                new DimseRequest.Delete("1.2.11", "1.3"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void readsWhatItWrites(DimseRequest request) {
        var command = Command.read(Command.of(request, 4711, true).bytes());
        assertThat(command.request()).isEqualTo(request);
        assertThat(command.messageId()).isEqualTo(4711);
        assertThat(command.hasDataSet()).isTrue();
        assertThat(command.isResponse()).isFalse();
        var answer = Command.read(command.response(Reply.of(Status.NO_SUCH_INSTANCE)).bytes());
        assertThat(answer.isResponse()).isTrue();
        assertThat(answer.respondsTo()).isEqualTo(4711);
        assertThat(answer.status()).isEqualTo(0x0112);
        assertThat(answer.hasDataSet()).isFalse();
    }

    /** pynetdicom reads each as the message that it is meant to be. */
    @Test
    void pynetdicomReadsTheSame() {
        var hex = HexFormat.of();
        var arguments =
                requests()
                        .map(request -> hex.formatHex(Command.of(request, 9, false).bytes()))
                        .toArray();
        var said =
                Peers.runPython(
                        List.of("pynetdicom"),
                        """
                        import sys
                        from pynetdicom.dimse_messages import _MESSAGE_TYPES
                        from pynetdicom.dsutils import decode
                        from io import BytesIO
                        for each in sys.argv[1:]:
                            d = decode(BytesIO(bytes.fromhex(each)), True, True)
                            rest = [str(e.value) for e in d
                                    if e.tag.element not in (0x0, 0x2, 0x3, 0x100, 0x110, 0x700, 0x800)]
                            print(_MESSAGE_TYPES[d.CommandField][0], d.MessageID,
                                  d.get('AffectedSOPClassUID') or d.RequestedSOPClassUID, *rest)
                        """,
                        arguments);
        assertThat(said.lines())
                .containsExactly(
                        "C-ECHO-RQ 9 1.2.1",
                        "C-STORE-RQ 9 1.2.2 1.3",
                        "C-STORE-RQ 9 1.2.2 1.3 MOVER 77",
                        "C-FIND-RQ 9 1.2.3",
                        "C-MOVE-RQ 9 1.2.4 DEST",
                        "C-GET-RQ 9 1.2.5",
                        "N-CREATE-RQ 9 1.2.6 1.3",
                        "N-CREATE-RQ 9 1.2.6",
                        "N-SET-RQ 9 1.2.7 1.3",
                        "N-GET-RQ 9 1.2.8 1.3 [(0010,0010), (0040,0252)]",
                        "N-GET-RQ 9 1.2.8 1.3",
                        "N-ACTION-RQ 9 1.2.9 1.3 2",
                        "N-EVENT-REPORT-RQ 9 1.2.10 1.3 1",
                        "N-DELETE-RQ 9 1.2.11 1.3");
    }
}
