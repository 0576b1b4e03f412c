using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Tests.Workspace;

public sealed class ConfigPathTests
{
    [TestCase("a", "a")]
    [TestCase("a.b[0][\"c.d\"].e", "a|b|[0]|c.d|e")]
    [TestCase("[\"a.b\"][12]", "a.b|[12]")]
    [TestCase("ns:name.x", "ns:name|x")]
    [TestCase("a[\"q\\\"q\"]", "a|q\"q")]
    public void A_path_is_split_into_its_steps(string path, string steps) =>
        Assert.That(string.Join('|', ConfigPath.Parse(path)), Is.EqualTo(steps));

    [TestCase("")]
    [TestCase(".a")]
    [TestCase("[0]")]
    [TestCase("a..b")]
    [TestCase("a[")]
    [TestCase("a[x]")]
    [TestCase("a[-1]")]
    [TestCase("a[\"b")]
    [TestCase("a[\"b\"")]
    public void What_is_no_path_is_refused(string path) =>
        Assert.That(() => ConfigPath.Parse(path), Throws.TypeOf<InfraException>());

    [Test]
    public void Texts_become_numbers_and_truth_values_only_below_a_key()
    {
        var key = ConfigPath.Parse("a");
        var below = ConfigPath.Parse("a.b");

        Assert.Multiple(() =>
        {
            Assert.That(ConfigPath.ReadValue("12", key), Is.EqualTo(new ConfigValue.Text("12")));
            Assert.That(ConfigPath.ReadValue("12", below), Is.EqualTo(new ConfigValue.Integer(12)));
            Assert.That(
                ConfigPath.ReadValue("012", below),
                Is.EqualTo(new ConfigValue.Text("012"))
            );
            Assert.That(
                ConfigPath.ReadValue("true", below),
                Is.EqualTo(new ConfigValue.Bool(true))
            );
        });
    }

    [Test]
    public void Setting_makes_what_is_missing_and_refuses_what_does_not_fit()
    {
        var made = ConfigTree.Set(
            null,
            ConfigPath.Parse("a.b[0]").AsSpan(),
            new ConfigValue.Text("x")
        );

        Assert.Multiple(() =>
        {
            Assert.That(ConfigText.ToJson(made), Is.EqualTo("""{"a":{"b":["x"]}}"""));
            Assert.That(
                () => ConfigTree.Set(made, ConfigPath.Parse("a.b[5]").AsSpan(), made),
                Throws.TypeOf<InfraException>().With.Message.Contains("[1]")
            );
            Assert.That(
                () => ConfigTree.Set(made, ConfigPath.Parse("a.b.c").AsSpan(), made),
                Throws.TypeOf<InfraException>().With.Message.Contains("a list")
            );
        });
    }
}
