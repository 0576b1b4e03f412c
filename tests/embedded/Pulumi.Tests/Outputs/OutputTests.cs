using System.Collections.Immutable;
using Pulumi.Tests.Engine;
using Pulumi.Utilities;

namespace Pulumi.Tests.Outputs;

internal sealed class OutputTests
{
    [Test]
    public async Task Apply_takes_functions_of_every_kind()
    {
        var one = Output.Create(1);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await OutputValue.OfAsync(one.Apply(v => v + 1)), Is.EqualTo(2));
            Assert.That(
                await OutputValue.OfAsync(one.Apply(v => Task.FromResult(v + 1))),
                Is.EqualTo(2)
            );
            Assert.That(
                await OutputValue.OfAsync(one.Apply(v => Output.Create(v + 1))),
                Is.EqualTo(2)
            );
            Assert.That(
                await OutputValue.OfAsync(one.Apply(v => (Input<int>)(v + 1))),
                Is.EqualTo(2)
            );
        });
    }

    [Test]
    public async Task Secrecy_flows_through_everything()
    {
        var secret = Output.CreateSecret("s");

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await Output.IsSecretAsync(secret.Apply(s => s + "!")), Is.True);
            Assert.That(await Output.IsSecretAsync(Output.Create("x").Apply(_ => secret)), Is.True);
            Assert.That(
                await Output.IsSecretAsync(Output.All(Output.Create("x"), secret)),
                Is.True
            );
            Assert.That(
                await Output.IsSecretAsync(Output.Tuple(Output.Create(1), secret)),
                Is.True
            );
            Assert.That(await Output.IsSecretAsync(Output.Format($"a{secret}")), Is.True);
            Assert.That(
                await Output.IsSecretAsync(Output.JsonSerialize(Output.Create(new { secret }))),
                Is.True
            );
            Assert.That(await Output.IsSecretAsync(Output.Unsecret(secret)), Is.False);
        });
    }

    [Test]
    public async Task An_unknown_value_does_not_run_the_function_and_stays_secret()
    {
        var ran = false;
        var unknown = Output.CreateSecret(OutputUtilities.CreateUnknown(1));

        var result = unknown.Apply(_ => ran = true);

        Assert.That(await OutputUtilities.GetIsKnownAsync(result), Is.False);
        Assert.That(await Output.IsSecretAsync(result), Is.True);
        Assert.That(ran, Is.False);
    }

    [Test]
    public async Task Format_takes_outputs_inputs_and_plain_values()
    {
        Input<int> input = 2;

        var text = Output.Format($"{Output.Create("a")}-{input:000}-{3}-{1.5}");

        Assert.That(await OutputValue.OfAsync(text), Is.EqualTo("a-002-3-1.5"));
    }

    [Test]
    public async Task Json_waits_for_outputs_inside()
    {
        var later = new TaskCompletionSource<string>();
        var json = Output.JsonSerialize(
            Output.Create(new Dictionary<string, object> { ["a"] = Output.Create(later.Task) })
        );
        later.SetResult("x");

        Assert.That(await OutputValue.OfAsync(json), Is.EqualTo("""{"a":"x"}"""));
    }

    [Test]
    public async Task Json_is_read_back()
    {
        var numbers = Output.JsonDeserialize<int[]>(Output.Create("[1,2]"));

        Assert.That(await OutputValue.OfAsync(numbers), Is.EqualTo([1, 2]));
    }

    [Test]
    public void An_outputs_text_says_how_to_get_at_the_value() =>
        Assert.That($"{Output.Create("a")}", Does.Contain("Output.Format"));

    [Test]
    public async Task Lists_and_unions_are_reached_into()
    {
        var list = Output.Create(ImmutableArray.Create("a", "b"));
        var union = Output.Create(Union<string, int>.FromT1(3));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await OutputValue.OfAsync(list.First()), Is.EqualTo("a"));
            Assert.That(await OutputValue.OfAsync(list.GetAt(1)), Is.EqualTo("b"));
            Assert.That(await OutputValue.OfAsync(list.Length()), Is.EqualTo(2));
            Assert.That(await OutputValue.OfAsync(union.AsT1()), Is.EqualTo(3));
            Assert.That(await OutputValue.OfAsync(union.IsT0()), Is.False);
        });
    }

    [Test]
    public async Task A_deferred_output_comes_to_what_its_source_comes_to()
    {
        var deferred = new DeferredOutput<string>();
        var text = deferred.Output.Apply(s => s + "!");

        deferred.Resolve(Output.CreateSecret("a"));

        Assert.That(await OutputValue.OfAsync(text), Is.EqualTo("a!"));
        Assert.That(await Output.IsSecretAsync(text), Is.True);
        Assert.Throws<InvalidOperationException>(() => deferred.Resolve(Output.Create("b")));
    }
}
