using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Tests.Processes;

internal sealed class InvocationTests
{
    [Test]
    public void It_shows_as_a_user_would_type_it()
    {
        var invocation = new Invocation(Tool.NixStore, ["--query", "a b", "it's", "", "x=1"])
        {
            Timeout = TimeSpan.FromSeconds(1),
        };

        Assert.That($"{invocation}", Is.EqualTo(@"nix-store --query 'a b' 'it'\''s' '' x=1"));
    }
}
