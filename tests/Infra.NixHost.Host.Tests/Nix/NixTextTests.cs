using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Text;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class NixTextTests
{
    [TestCase("nix (Nix) 2.8.0", "2.8.0")]
    [TestCase("nix (Nix) 2.19pre20231103_aa", "2.19")]
    [TestCase("nix-env (Nix) 2.3.16\n", "2.3.16")]
    [TestCase("nix (Lix, like Nix) 2.93.0-dev", "2.93.0")]
    [TestCase("nix (Determinate Nix 3.5.2) 2.28.3", "2.28.3")]
    public void The_version_is_found_in_what_Nix_and_its_forks_say(string text, string version) =>
        Assert.That(NixVersion.Parse(text), Is.EqualTo(Version.Parse(version)));

    [Test]
    public void There_may_be_no_version() => Assert.That(NixVersion.Parse("nix"), Is.Null);

    [TestCase("plain", "\"plain\"")]
    [TestCase("a\"b\\c", """ "a\"b\\c" """)]
    [TestCase("${x}", """ "\${x}" """)]
    [TestCase("$${x} $ $x", """ "$\${x} $ $x" """)]
    [TestCase("a\nb\tc\rd", """ "a\nb\tc\rd" """)]
    public void A_literal_interpolates_nothing(string value, string literal) =>
        Assert.That(NixLiteral.String(value), Is.EqualTo(literal.Trim()));

    [Test]
    public void A_set_quotes_names_too() =>
        Assert.That(
            NixLiteral.Set([new("a", "1"), new("b c", "${d}")]),
            Is.EqualTo("""{ "a" = "1"; "b c" = "\${d}"; }""")
        );

    [Test]
    public void Text_is_cut_at_a_length_a_person_reads() =>
        Assert.That(
            TerminalText.Clean(new string('x', 5000)),
            Is.EqualTo(new string('x', 500) + "…")
        );

    [TestCase("write error: No space left on device", true)]
    [TestCase("No such file or directory", false)]
    public void A_full_disk_is_recognised_in_the_kernels_words(string text, bool full) =>
        Assert.That(DiskFull.In(text), Is.EqualTo(full));

    [Test]
    public void A_full_disk_is_told_with_its_directory_and_a_way_out()
    {
        var failure = DiskFull.Failure(
            new LocalFiles(),
            "The disk 'd' cannot be created",
            "/images",
            "said x"
        );

        Assert.That(failure.Code, Is.EqualTo("disk-full"));
        Assert.That(failure.Message, Does.StartWith("The disk 'd' cannot be created"));
        Assert.That(failure.Message, Does.Contain("'/images'").And.Contain("df -h /images"));
        Assert.That(failure.Message, Does.EndWith("said x"));
    }
}
