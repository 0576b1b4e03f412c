using System.Collections.Immutable;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

/// <summary>The shipped image.nix in real Nix, on expressions that need no nixpkgs.</summary>
[Category("Real")]
[Category("Nix")]
internal sealed class ImageEvaluationTests
{
    private const string Image = """
        { text ? "none" }: {
          disk = derivation {
            name = "disk";
            system = "x86_64-linux";
            builder = "/bin/sh";
            args = [ "-c" "echo $text > $out" ];
            inherit text;
          };
        }
        """;
    private PrivateStore _nix;

    [SetUp]
    public void SetUp() => _nix = new();

    [TearDown]
    public void TearDown() => _nix.Dispose();

    [Test]
    public async Task The_path_is_known_before_anything_is_written()
    {
        var source = _nix.Directory.Write("vm.nix", Image);

        var read = await EvaluateAsync(source, write: false);
        Assert.That(read.Name, Is.EqualTo("disk"));
        Assert.That(File.Exists(read.DerivationPath), Is.False);

        var written = await EvaluateAsync(source, write: true);
        Assert.That(written, Is.EqualTo(read));
        var built = await _nix.Store.RealiseAsync(
            written.DerivationPath!,
            _nix.Root("urn:a"),
            TimeSpan.FromMinutes(1),
            progress: null,
            CancellationToken.None
        );
        Assert.That(built, Is.EqualTo(read.OutPath));
        Assert.That(await File.ReadAllTextAsync(built), Is.EqualTo("a ${b} \"c\"\n"));
    }

    [TestCase("{\n  disk = ;\n}\n", ":2:10")]
    [TestCase("{ text }: {\n\n  disk = pkgz;\n}\n", ":3:10")]
    [TestCase("{ text }: {\n  disk = throw \"no kernel\";\n}\n", "no kernel")]
    public async Task An_error_is_Nixs_own_with_file_and_line(string text, string said)
    {
        var source = _nix.Directory.Write("vm.nix", text);

        var failure = await Expect.FailureAsync(
            "nix-evaluation",
            () => EvaluateAsync(source, write: false)
        );

        Assert.That(failure.Message, Does.Contain(source).And.Contain(said));
        Assert.That(failure.Message, Does.Not.Contain("--show-trace"));
    }

    private Task<NixEvaluation> EvaluateAsync(string source, bool write) =>
        _nix.Evaluator.EvaluateAsync(
            new()
            {
                Kind = NixImageKind.Expression,
                Source = source,
                Attribute = "disk",
                Arguments = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["text"] = "a ${b} \"c\"",
                }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            },
            write,
            CancellationToken.None
        );
}
