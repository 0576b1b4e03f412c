using Infra.Engine.Tests.State;
using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Tests.Workspace;

/// <summary>YAML that would take all memory or overflow the stack.</summary>
[CancelAfter(20_000)]
public sealed class YamlLimitsTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private static IEnumerable<TestCaseData> Bombs()
    {
        TestCaseData Of(string name, string yaml, string reason) =>
            new TestCaseData(yaml, reason).SetArgDisplayNames(name);

        var lines = Enumerable
            .Range(1, 9)
            .Select(i => $"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]");
        yield return Of(
            "aliases of aliases",
            $"l0: &l0 [x]\n{string.Join('\n', lines)}\n",
            "values, counted with its aliases"
        );
        yield return Of("a list in itself", "a: &x [*x]\n", "'*x' is inside the value");
        yield return Of("a map in itself", "a: &x\n  b: {c: *x}\n", "'*x' is inside the value");
        yield return Of(
            "many levels",
            $"a: {new string('[', 20_000)}{new string(']', 20_000)}\n",
            "levels deep"
        );
        yield return Of(
            "many levels by aliases",
            $"l0: &l0 {new string('[', 60)}{new string(']', 60)}\nl1: {new string('[', 60)}*l0{new string(']', 60)}\n",
            "levels deep"
        );
    }

    [TestCaseSource(nameof(Bombs))]
    public void It_is_refused_with_the_file_and_the_line(string yaml, string reason)
    {
        var project = _directory.Write("Pulumi.yaml", $"name: demo\nruntime: dotnet\n{yaml}");
        var settings = _directory.Write("Pulumi.dev.yaml", yaml);

        Assert.Multiple(() =>
        {
            Assert.That(
                () => ProjectFile.Load(project),
                Throws
                    .TypeOf<InfraException>()
                    .With.Message.Match($"{project}:[0-9]+:[0-9]+: ")
                    .And.Message.Contains(reason)
            );
            Assert.That(
                () => StackSettingsFile.Load(settings, "demo"),
                Throws.TypeOf<InfraException>().With.Message.Contains(reason)
            );
        });
    }

    [Test]
    public void Aliases_that_people_write_are_read()
    {
        var path = _directory.Write(
            "Pulumi.dev.yaml",
            """
            config:
              demo:a: &sizes [1, 2]
              demo:b:
                first: *sizes
                second: *sizes
            """
        );

        var settings = StackSettingsFile.Load(path, "demo");

        Assert.That(
            settings.Config["demo:b"] is ConfigValue.Map map
                && map.Entries["second"].Equals(settings.Config["demo:a"])
        );
    }
}
