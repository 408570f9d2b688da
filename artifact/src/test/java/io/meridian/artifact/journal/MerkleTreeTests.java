package io.meridian.artifact.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTests {
    /** The leaves and roots of the test data of the certificate-transparency reference code. */
    private static final List<String> LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final int SIZES = 70;

    private final List<byte[]> entries = entries();
    private final MerkleTree tree = treeOf(entries);

    private static List<byte[]> entries() {
        var random = new Random(6962);
        var all = new ArrayList<byte[]>();
        for (var i = 0; i < SIZES; i++) {
            var entry = new byte[random.nextInt(40)];
            random.nextBytes(entry);
            all.add(entry);
        }
        return all;
    }

    private static MerkleTree treeOf(List<byte[]> entries) {
        var tree = new MerkleTree();
        entries.forEach(each -> tree.add(MerkleHash.leaf(each)));
        return tree;
    }

    private static List<Digest> digests(List<byte[]> hashes) {
        return hashes.stream().map(Digest::ofHash).toList();
    }

    @Test
    void hasThePublishedRoots() {
        var leaves = LEAVES.stream().map(HexFormat.of()::parseHex).toList();
        var published = treeOf(leaves);
        for (var size = 1; size <= ROOTS.size(); size++) {
            assertThat(published.root(0, size))
                    .asHexString()
                    .isEqualToIgnoringCase(ROOTS.get(size - 1));
        }
        assertThat(MerkleHash.empty())
                .asHexString()
                .isEqualToIgnoringCase(
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void provesInclusionAsTheStandardDefinesIt() {
        for (var size = 1; size <= SIZES; size++) {
            var first = entries.subList(0, size);
            var root = tree.root(0, size);
            assertThat(root).isEqualTo(Rfc6962.root(first));
            for (var leaf = 0; leaf < size; leaf++) {
                var path = digests(tree.inclusion(leaf, size));
                assertThat(path).isEqualTo(Rfc6962.path(leaf, first));
                var hash = MerkleHash.leaf(entries.get(leaf));
                assertThat(Proofs.includes(hash, leaf, size, path, root)).isTrue();
            }
        }
    }

    @Test
    void provesConsistencyAsTheStandardDefinesIt() {
        for (var size = 0; size <= SIZES; size++) {
            var newer = Rfc6962.root(entries.subList(0, size));
            for (var old = 0; old <= size; old++) {
                var path = old == size ? List.<Digest>of() : digests(tree.consistency(old, size));
                assertThat(path).isEqualTo(Rfc6962.proof(old, entries.subList(0, size)));
                var older = Rfc6962.root(entries.subList(0, old));
                assertThat(Proofs.consistent(old, older, size, newer, path)).isTrue();
            }
        }
    }

    @Test
    void refusesAProofWithAnythingChanged() {
        var root = tree.root(0, SIZES);
        for (var leaf = 0; leaf < SIZES; leaf++) {
            var path = digests(tree.inclusion(leaf, SIZES));
            var hash = MerkleHash.leaf(entries.get(leaf));
            var other = MerkleHash.leaf(new byte[] {1, 2, 3});
            assertThat(Proofs.includes(other, leaf, SIZES, path, root)).isFalse();
            assertThat(Proofs.includes(hash, leaf ^ 1, SIZES, path, root)).isFalse();
            assertThat(Proofs.includes(hash, leaf, SIZES, path.subList(1, path.size()), root))
                    .isFalse();
            for (var at = 0; at < path.size(); at++) {
                assertThat(Proofs.includes(hash, leaf, SIZES, changed(path, at), root)).isFalse();
            }
        }
        for (var old = 1; old < SIZES; old++) {
            var older = tree.root(0, old);
            var path = digests(tree.consistency(old, SIZES));
            assertThat(Proofs.consistent(old, MerkleHash.empty(), SIZES, root, path)).isFalse();
            assertThat(Proofs.consistent(old, older, SIZES, older, path)).isFalse();
            assertThat(Proofs.consistent(old, older, SIZES, root, List.of())).isFalse();
            for (var at = 0; at < path.size(); at++) {
                assertThat(Proofs.consistent(old, older, SIZES, root, changed(path, at))).isFalse();
            }
        }
    }

    private static List<Digest> changed(List<Digest> path, int at) {
        var all = new ArrayList<>(path);
        all.set(at, Digest.of(new byte[] {7, 7, 7}));
        return all;
    }
}
