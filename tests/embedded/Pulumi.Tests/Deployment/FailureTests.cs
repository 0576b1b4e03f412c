using Grpc.Core;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumirpc;

namespace Pulumi.Tests.Deployment;

internal sealed class FailureTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task An_exception_in_the_program_exits_with_32_and_no_shutdown_signal()
    {
        var code = await _run.RunAsync(() => throw new InvalidOperationException("boom"));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(_run.Calls.Names, Does.Not.Contain("shutdown"));
        Assert.That(SingleError().Message, Does.Contain("InvalidOperationException: boom"));
    }

    [Test]
    public async Task An_exception_in_an_apply_nobody_waits_for_exits_with_32()
    {
        var code = await _run.RunAsync(() =>
        {
            var thing = new Thing("one", new() { Text = "a" });
            thing.Text.Apply(_ => Fail("in apply"));
        });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(SingleError().Message, Does.Contain("in apply"));
    }

    [Test]
    public async Task An_output_that_becomes_text_by_mistake_is_warned_of_and_the_text_says_so_too()
    {
        var text = "";

        var code = await _run.RunAsync(() =>
        {
            text = $"{Output.Create("value")}";
        });

        Assert.That(code, Is.Zero);
        Assert.That(
            text,
            Does.StartWith("Calling [ToString] on an [Output<T>] is not supported.")
                .And.Contains("Output.Format(")
        );
        var warning = _run.Logs.Single();
        Assert.That((warning.Severity, warning.Message), Is.EqualTo((LogSeverity.Warning, text)));
    }

    [Test]
    public void An_output_becomes_text_outside_of_a_run_too() =>
        Assert.That($"{Output.Create(1)}", Does.StartWith("Calling [ToString]"));

    [Test]
    public async Task A_failure_is_told_once_however_much_hangs_on_it()
    {
        var code = await _run.RunAsync(() =>
        {
            var bad = new Thing("one", new() { Text = "a" }).Text.Apply(_ => Fail("once"));
            for (var i = 0; i < 20; i++)
            {
                new Thing($"t{i}", new() { Text = bad.Apply(text => text + "!") });
            }
        });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(SingleError().Message, Does.Contain("once"));
    }

    [Test]
    public async Task An_error_message_begins_with_the_users_own_frame()
    {
        await _run.RunAsync(() =>
        {
            var thing = new Thing("one", new() { Text = "a" });
            thing.Text.Apply(async _ =>
            {
                await Task.Yield();
                return Fail("deep inside");
            });
        });

        var lines = SingleError().Message.Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines[1], Does.Contain("deep inside"));
            Assert.That(lines[2], Does.Contain($"{nameof(FailureTests)}.{nameof(Fail)}"));
            Assert.That(lines[2], Does.Contain("FailureTests.cs:line"));
            Assert.That(lines, Has.None.Contains("System.Threading"));
            Assert.That(lines, Has.None.Contains("Pulumi.Outputs"));
        });
    }

    [Test]
    public async Task A_run_exception_shows_its_message_alone()
    {
        await _run.RunAsync(() => throw new RunException("Set the size."));

        Assert.That(SingleError().Message, Is.EqualTo("Set the size."));
    }

    [Test]
    public async Task A_resource_exception_is_shown_at_its_resource()
    {
        await _run.RunTaskAsync(async () =>
        {
            var thing = new Thing("one");
            await OutputValue.OfAsync(thing.Urn);
            throw new ResourceException("not this one", thing, hideStack: true);
        });

        Assert.That(SingleError().Message, Is.EqualTo("not this one"));
        Assert.That(SingleError().Urn, Is.EqualTo(Urns.Thing("one")));
    }

    [Test]
    public async Task A_logged_error_exits_with_1_after_the_outputs_without_shutdown_signal()
    {
        var code = await _run.RunAsync(() => Log.Error("bad, but go on"));

        Assert.That(code, Is.EqualTo(1));
        Assert.That(_run.Calls.Names, Does.Contain("outputs").And.Not.Contain("shutdown"));
    }

    [Test]
    public async Task A_refused_registration_fails_the_program_with_the_engines_reason()
    {
        _run.Monitor.Answer = (request, response) =>
            request.Name == "one"
                ? throw new RpcException(new(StatusCode.Unknown, "no such type"))
                : response;

        var code = await _run.RunAsync(() =>
        {
            var one = new Thing("one");
            new Thing("two", new() { Text = one.Text });
        });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(SingleError().Message, Does.Contain("no such type"));
    }

    [TestCase(StatusCode.Cancelled)]
    [TestCase(StatusCode.Unavailable)]
    public async Task A_run_that_the_engine_ends_adds_no_error_of_the_program(StatusCode status)
    {
        _run.Monitor.Answer = (_, _) => throw new RpcException(new(status, "stop"));

        var code = await _run.RunAsync(() => new Thing("one"));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(_run.Logs, Is.Empty);
    }

    [TestCase(StatusCode.Cancelled)]
    [TestCase(StatusCode.Unavailable)]
    public async Task A_program_that_is_done_does_not_mind_the_end_of_the_engine(StatusCode status)
    {
        _run.Monitor.BeforeShutdown = () => throw new RpcException(new(status, "stop"));

        var code = await _run.RunAsync(() => new Thing("one"));

        Assert.That(code, Is.Zero);
        Assert.That(_run.Logs, Is.Empty);
    }

    [Test]
    public async Task An_engine_that_is_gone_is_told_on_the_last_resort()
    {
        var code = await _run.RunTaskAsync(async () =>
        {
            await OutputValue.OfAsync(new Thing("one").Urn);
            await _run.StopEngineAsync();
            await OutputValue.OfAsync(new Thing("two").Urn);
            return [];
        });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(
            _run.LastResort.ToString(),
            Does.StartWith("The engine that started this program has exited.")
        );
    }

    [Test]
    public async Task A_value_that_cannot_travel_is_named_with_its_place()
    {
        await _run.RunAsync(() => new Thing("one", new() { Any = new[] { 1L } }));

        Assert.That(SingleError().Message, Does.StartWith("one.any[0] is a System.Int64"));
    }

    [TestCase(Result.Fail, false)]
    [TestCase(Result.Skip, false)]
    // The resource does not exist yet and is no target of the run, so the engine skips it.
    [TestCase(Result.Success, true)]
    public async Task A_resource_that_was_not_made_leaves_its_missing_outputs_unknown_and_the_program_goes_on(
        Result result,
        bool isUnknown
    )
    {
        _run.Monitor.Answer = (request, response) =>
        {
            if (request.Name == "one")
            {
                response.Result = result;
                response.Unknown = isUnknown;
                response.Object.Fields.Clear();
            }

            return response;
        };
        var ran = false;

        var code = await _run.RunAsync(() =>
        {
            var one = new Thing("one", new() { Text = "a" });
            one.Text.Apply(_ => ran = true);
        });

        Assert.That(code, Is.Zero);
        Assert.That(ran, Is.False);
    }

    private static string Fail(string why) => throw new InvalidOperationException(why);

    private LogRequest SingleError() => _run.Logs.Single(log => log.Severity == LogSeverity.Error);
}
