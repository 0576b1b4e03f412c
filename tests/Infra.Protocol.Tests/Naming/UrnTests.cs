using Infra.Protocol.Naming;

namespace Infra.Protocol.Tests.Naming;

[TestFixture]
internal sealed class UrnTests
{
    [Test]
    public void A_urn_reads_into_its_parts()
    {
        var urn = Urn.Parse("urn:pulumi:dev::shop::my:mod:Comp$nixhost:index:Guest::web");
        Assert.Multiple(() =>
        {
            Assert.That(urn.Stack, Is.EqualTo("dev"));
            Assert.That(urn.Project, Is.EqualTo("shop"));
            Assert.That(urn.QualifiedType, Is.EqualTo("my:mod:Comp$nixhost:index:Guest"));
            Assert.That(urn.Type, Is.EqualTo("nixhost:index:Guest"));
            Assert.That(urn.Name, Is.EqualTo("web"));
        });
    }

    [Test]
    public void A_name_may_hold_the_separator() =>
        Assert.That(Urn.Parse("urn:pulumi:dev::shop::a:b:C::x::y$z").Name, Is.EqualTo("x::y$z"));

    [Test]
    public void A_child_s_type_is_qualified_by_its_parent_s()
    {
        var parent = Urn.Create("dev", "shop", null, "my:mod:Comp", "c");
        Assert.That(
            Urn.Create("dev", "shop", parent, "a:b:C", "x").Value,
            Is.EqualTo("urn:pulumi:dev::shop::my:mod:Comp$a:b:C::x")
        );
    }

    [Test]
    public void The_stack_does_not_qualify_its_children()
    {
        var stack = Urn.Create("dev", "shop", null, Urn.RootStackType, "shop-dev");
        Assert.That(
            Urn.Create("dev", "shop", stack, "a:b:C", "x").Value,
            Is.EqualTo("urn:pulumi:dev::shop::a:b:C::x")
        );
    }

    [Test]
    public void What_is_composed_reads_back_the_same()
    {
        var parent = Urn.Create("dev", "shop", null, "my:mod:Comp", "c");
        var urn = Urn.Create("dev", "shop", parent, "a:b:C", "x::y");
        Assert.That(Urn.Parse(urn.ToString()), Is.EqualTo(urn));
    }

    [TestCase("")]
    [TestCase("urn:aws:dev::shop::a:b:C::x")]
    [TestCase("urn:pulumi:dev::shop::a:b:C")]
    public void A_text_that_is_no_urn_is_refused_with_its_form(string text)
    {
        Assert.That(Urn.TryParse(text), Is.Null);
        Assert.That(
            () => Urn.Parse(text),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains($"'{text}'")
                .And.Message.Contains("urn:pulumi:STACK")
        );
    }
}
