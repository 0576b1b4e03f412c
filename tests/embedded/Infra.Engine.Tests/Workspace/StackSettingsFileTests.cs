using System.Collections.Immutable;
using Infra.Engine.Tests.State;
using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Tests.Workspace;

public sealed class StackSettingsFileTests
{
    private const string Commented = """
        # who touches this asks first
        encryptionsalt: v1:abc:v1:def:ghi # from stack init
        config:
          # the size of the guest
          demo:memory: "2048" # MiB
          size: 3

          demo:tags:
            # in order of importance
            - web
            - name: db # the second
              port: 5432
          demo:token:
            secure: v1:x:y
          demo:flow: {a: 1, b: [x, y]}
        # the end

        """;

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private StackSettingsFile Load(string content) =>
        StackSettingsFile.Load(
            _directory.Write("Pulumi.dev.yaml", content.ReplaceLineEndings("\n")),
            "demo"
        );

    private static string Saved(StackSettingsFile file)
    {
        file.Save();
        return File.ReadAllText(file.FilePath);
    }

    private static ConfigValue Text(string text) => new ConfigValue.Text(text);

    private static string Replace(string old, string now) =>
        Commented.ReplaceLineEndings("\n").Replace(old, now, StringComparison.Ordinal);

    [Test]
    public void Values_are_read_with_their_kinds()
    {
        var file = Load(Commented);

        Assert.Multiple(() =>
        {
            Assert.That(file.EncryptionSalt, Is.EqualTo("v1:abc:v1:def:ghi"));
            Assert.That(file.Get("demo:memory"), Is.EqualTo(Text("2048")));
            Assert.That(file.Get("demo:size"), Is.EqualTo(new ConfigValue.Integer(3)));
            Assert.That(file.Get("demo:token"), Is.EqualTo(new ConfigValue.Secure("v1:x:y")));
            Assert.That(
                file.Get("demo:tags", new(null, 1), new("port", 0)),
                Is.EqualTo(new ConfigValue.Integer(5432))
            );
            Assert.That(file.Get("demo:flow", new("b", 0), new(null, 1)), Is.EqualTo(Text("y")));
        });
    }

    [Test]
    public void Setting_a_value_changes_that_value_alone()
    {
        var file = Load(Commented);

        file.Set("demo:memory", Text("4096"));

        Assert.That(Saved(file), Is.EqualTo(Replace("\"2048\"", "\"4096\"")));
    }

    [Test]
    public void A_key_without_the_projects_name_keeps_its_spelling()
    {
        var file = Load(Commented);

        file.Set("demo:size", Text("big"));

        Assert.That(Saved(file), Is.EqualTo(Replace("size: 3", "size: big")));
    }

    [Test]
    public void A_new_value_goes_behind_the_last_one()
    {
        var file = Load(Commented);

        file.Set("demo:zone", new ConfigValue.Secure("v1:q:r"));

        Assert.That(
            Saved(file),
            Is.EqualTo(Replace("b: [x, y]}\n", "b: [x, y]}\n  demo:zone:\n    secure: v1:q:r\n"))
        );
    }

    [Test]
    public void A_part_of_a_structured_value_is_set_in_place()
    {
        var file = Load(Commented);

        file.Set("demo:tags", new ConfigValue.Integer(5433), new(null, 1), new("port", 0));
        file.Set("demo:tags", Text("last"), new ConfigStep(null, 2));

        Assert.That(Saved(file), Is.EqualTo(Replace("port: 5432\n", "port: 5433\n    - last\n")));
    }

    [Test]
    public void Removing_a_value_leaves_the_comments_of_others()
    {
        var file = Load(Commented);

        file.Remove("demo:tags", new ConfigStep(null, 0));
        file.Remove("demo:token");
        file.Remove("demo:nothing");

        Assert.That(
            Saved(file),
            Is.EqualTo(
                Replace("    - web\n", "")
                    .Replace("  demo:token:\n    secure: v1:x:y\n", "", StringComparison.Ordinal)
            )
        );
    }

    [Test]
    public void A_file_is_made_when_it_is_missing_and_emptied_without_breaking()
    {
        var file = StackSettingsFile.Load(_directory["Pulumi.new.yaml"], "demo");
        file.SetEncryptionSalt("v1:a:b");
        file.Set("demo:a", Text("x"), new("b", 0), new(null, 0));

        var filled = Saved(file);
        file.Remove("demo:a");

        Assert.Multiple(() =>
        {
            Assert.That(
                filled,
                Is.EqualTo("encryptionsalt: v1:a:b\nconfig:\n  demo:a:\n    b:\n      - x\n")
            );
            Assert.That(Saved(file), Is.EqualTo("encryptionsalt: v1:a:b\nconfig: {}\n"));
        });
    }

    [TestCase("a: [", "not valid YAML")]
    [TestCase("config: 3", "'config' must hold names and values")]
    [TestCase("config:\n  a:b:c:d: 1", "not a configuration key")]
    [TestCase("config:\n  demo:x:\n    secure: 3", "'secure' alone")]
    public void What_is_malformed_is_refused_with_its_line(string content, string reason) =>
        Assert.That(
            () => Load(content),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains(reason)
                .And.Message.Contains("Pulumi.dev.yaml:")
        );

    [Test]
    public void Random_edits_give_the_values_asked_for_and_lose_no_comment([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var file = Load(Commented);
        var expected = file.Config;

        for (var i = 0; i < 25; i++)
        {
            var key = $"demo:{(char)('a' + random.Next(6))}";
            var value = RandomValue(random, 2);
            if (random.Next(4) == 0)
            {
                file.Remove(key);
                expected = expected.Remove(key);
            }
            else
            {
                file.Set(key, value);
                expected = expected.SetItem(key, value);
            }
        }

        var saved = Saved(file);
        Assert.Multiple(() =>
        {
            Assert.That(
                StackSettingsFile.Load(file.FilePath, "demo").Config,
                Is.EqualTo(expected),
                saved
            );
            Assert.That(saved.Count(c => c == '#'), Is.GreaterThanOrEqualTo(7), saved);
            Assert.That(
                saved,
                Does.StartWith("# who").And.Contain("# MiB").And.Contain("# the end")
            );
        });
    }

    private static ConfigValue RandomValue(Random random, int depth)
    {
        string[] texts =
        [
            "",
            "x",
            "true",
            "12",
            "1e3",
            "a: b",
            "# no",
            " lead",
            "multi\nline",
            "ünï \"q\" 'r'",
            "-",
            "null",
            "@at",
            "k:",
            "日本",
        ];
        var kind = random.Next(depth > 0 ? 8 : 5);
        return kind switch
        {
            0 or 1 => Text(texts[random.Next(texts.Length)]),
            2 => new ConfigValue.Bool(random.Next(2) == 0),
            3 => new ConfigValue.Integer(random.Next(-9, 1000)),
            4 => new ConfigValue.Number(random.NextDouble() * 100),
            5 => new ConfigValue.Secure("v1:" + random.Next()),
            6 => new ConfigValue.List([
                .. Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth - 1)),
            ]),
            _ => new ConfigValue.Map(
                Enumerable
                    .Range(0, random.Next(4))
                    .ToImmutableSortedDictionary(
                        i => texts[(i * 3) + 1] + i,
                        _ => RandomValue(random, depth - 1),
                        StringComparer.Ordinal
                    )
            ),
        };
    }
}
