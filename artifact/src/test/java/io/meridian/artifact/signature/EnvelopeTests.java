package io.meridian.artifact.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.RecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTests {
    private final SigningKey key = SigningKey.generate();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void signsTheEncodingOfTheSpecification() {
        // The test vector of DSSE's protocol.md.
        assertThat(
                        Envelope.preAuthenticationEncoding(
                                "http://example.com/HelloWorld", bytes("hello world")))
                .isEqualTo(bytes("DSSEv1 29 http://example.com/HelloWorld 11 hello world"));
        assertThat(Envelope.preAuthenticationEncoding("é", new byte[0]))
                .isEqualTo(bytes("DSSEv1 2 é 0 "));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # RFC 8032, section 7.1, tests 1, 2 and 3: secret, public, message, signature
                    9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
                    4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
                    c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
                    """)
    void signsAsTheStandardDoes(String seed, String raw, String message, String signature) {
        var hex = HexFormat.of();
        var verifying = VerifyingKey.ofRaw(hex.parseHex(raw));
        var signing = SigningKey.ofSeed(hex.parseHex(seed), verifying);
        var text = hex.parseHex(message);
        assertThat(signing.sign(text)).isEqualTo(hex.parseHex(signature));
        assertThat(verifying.verifies(text, hex.parseHex(signature))).isTrue();
        var wrong = hex.parseHex(signature);
        wrong[3] ^= 1;
        assertThat(verifying.verifies(text, wrong)).isFalse();
    }

    @Test
    void holdsOnlyForThePayloadAndTypeThatWereSigned() {
        var envelope = Envelope.sign("a/b", bytes("payload"), key);
        assertThat(envelope.isSignedBy(key.verifyingKey())).isTrue();
        assertThat(envelope.isSignedBy(SigningKey.generate().verifyingKey())).isFalse();
        var otherType = new Envelope("a/c", envelope.payload(), envelope.signatures());
        var otherPayload = new Envelope("a/b", bytes("payloaD"), envelope.signatures());
        assertThat(otherType.isSignedBy(key.verifyingKey())).isFalse();
        assertThat(otherPayload.isSignedBy(key.verifyingKey())).isFalse();
    }

    @Test
    void carriesSeveralSignaturesThroughItsJson() {
        var second = SigningKey.generate();
        var envelope = Envelope.sign("a/b", bytes("payload"), key).signedBy(second);
        var read = Envelope.parse(envelope.toJson());
        assertThat(read).isEqualTo(envelope);
        assertThat(read.isSignedBy(key.verifyingKey())).isTrue();
        assertThat(read.isSignedBy(second.verifyingKey())).isTrue();
    }

    @Test
    void believesNoKeyIdByItself() {
        var forged =
                new Envelope(
                        "a/b",
                        bytes("payload"),
                        java.util.List.of(new Envelope.Signature(key.id().value(), new byte[64])));
        assertThat(forged.isSignedBy(key.verifyingKey())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}
                    {"payloadType":"a/b","payload":"eA==","signatures":[]}
                    {"payloadType":"a/b","payload":"?","signatures":[{"sig":"eA=="}]}
                    {"payload":"eA==","signatures":[{"sig":"eA=="}]}
                    """)
    void isRefusedWhenItIsNone(String json) {
        assertThatThrownBy(() -> Envelope.parse(bytes(json))).isInstanceOf(RecordException.class);
    }

    @Test
    void letsAKeySpeakForItsOwnerOnly() {
        var envelope = Envelope.sign("a/b", bytes("payload"), key);
        var trusted = TrustedKeys.none().and(key.verifyingKey(), "hospital-1");
        assertThat(trusted.signers(envelope, "hospital-1")).containsExactly(key.verifyingKey());
        assertThat(trusted.signers(envelope, "hub")).isEmpty();
        assertThat(TrustedKeys.of(key.verifyingKey()).signers(envelope, "hub")).hasSize(1);
    }

    @Test
    void readsOnlyAKeysFileThatOthersCannot(@TempDir Path folder) throws IOException {
        var file = folder.resolve("site.key");
        key.save(file);
        assertThat(SigningKey.load(file).verifyingKey()).isEqualTo(key.verifyingKey());
        assertThat(SigningKey.loadOrCreate(file).verifyingKey()).isEqualTo(key.verifyingKey());
        assertThatThrownBy(() -> SigningKey.generate().save(file))
                .isInstanceOf(ArtifactException.class);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> SigningKey.load(file)).isInstanceOf(ArtifactException.class);
    }
}
