using Infra.Protocol.Values;
using Pulumi.Tests.Engine;

namespace Pulumi.Tests.Resources;

internal sealed class StackTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task Output_properties_are_the_outputs_of_the_stack()
    {
        var code = await _run.RunAsync<GoodStack>();

        var outputs = PropertyDecoder.Decode(_run.Calls.StackOutputs());
        Assert.That(code, Is.Zero);
        Assert.That(
            outputs,
            Is.EqualTo(PropertyMap.Of(("Text", "a"), ("renamed", new PropertyValue.Secret("hush"))))
        );
    }

    [Test]
    public async Task Output_properties_without_a_value_are_named()
    {
        var code = await _run.RunAsync<ForgetfulStack>();

        Assert.That(code, Is.EqualTo(32));
        Assert.That(
            _run.Logs.Single().Message,
            Does.StartWith("ForgetfulStack has [Output] properties without a value: First, Second.")
        );
    }

    [Test]
    public async Task Outputs_of_a_function_may_be_any_values()
    {
        await _run.RunAsync(() =>
            new()
            {
                ["number"] = 3,
                ["list"] = new[] { "a", "b" },
                ["map"] = new Dictionary<string, object> { ["x"] = Output.Create(true) },
                ["asset"] = new StringAsset("hi"),
            }
        );

        var outputs = PropertyDecoder.Decode(_run.Calls.StackOutputs());
        Assert.Multiple(() =>
        {
            Assert.That(outputs["number"], Is.EqualTo(new PropertyValue.Number(3)));
            Assert.That(outputs["list"], Is.EqualTo(PropertyValue.List("a", "b")));
            Assert.That(outputs["map"], Is.EqualTo((PropertyValue)PropertyMap.Of(("x", true))));
            Assert.That(outputs["asset"], Is.InstanceOf<PropertyValue.Asset>());
        });
    }

    [Test]
    public async Task A_component_registers_its_output_properties()
    {
        await _run.RunAsync(() => new Group("g"));

        var outputs = _run
            .Calls.Of<Pulumirpc.RegisterResourceOutputsRequest>()
            .Single(request => request.Urn.EndsWith("::g", StringComparison.Ordinal))
            .Outputs;
        Assert.That(outputs.Fields.Keys, Is.EqualTo(["text"]));
    }

    [Test]
    public async Task A_reference_to_a_stack_reads_it_and_marks_only_its_secret_outputs()
    {
        _run.Monitor.AnswerRead = request =>
        {
            var state = request.Properties.Clone();
            var outputs = PropertyMap.Of(("open", "a"), ("closed", new PropertyValue.Secret("b")));
            var all = PropertyMap.Of(
                ("outputs", outputs),
                ("secretOutputNames", PropertyValue.List("closed"))
            );
            state.MergeFrom(PropertyEncoder.Encode(all, EncodeOptions.Everything));
            return state;
        };

        await _run.RunAsync(() =>
        {
            var other = new StackReference("org/net/prod");
            return new()
            {
                ["open"] = other.GetOutput("open"),
                ["closed"] = other.RequireOutput("closed"),
                ["missing"] = other.GetOutput("nothing"),
            };
        });

        var read = _run.Calls.Of<Pulumirpc.ReadResourceRequest>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(read.Id, Is.EqualTo("org/net/prod"));
            Assert.That(read.Type, Is.EqualTo("pulumi:pulumi:StackReference"));
            Assert.That(
                PropertyDecoder.Decode(_run.Calls.StackOutputs()),
                Is.EqualTo(PropertyMap.Of(("closed", new PropertyValue.Secret("b")), ("open", "a")))
            );
        });
    }

    [Test]
    public async Task A_required_output_that_is_missing_fails_and_names_it()
    {
        var code = await _run.RunAsync(() =>
            new StackReference("org/net/prod").RequireOutput("url")
        );

        Assert.That(code, Is.EqualTo(32));
        Assert.That(
            _run.Logs.Single().Message,
            Does.StartWith("The stack 'org/net/prod' has no output 'url'")
        );
    }

    [Test]
    public async Task A_program_can_go_on_without_a_required_output()
    {
        var code = await _run.RunAsync(() =>
            new Dictionary<string, object?> { ["url"] = Output.Create(ReadAsync()) }
        );

        Assert.That(code, Is.Zero);
        Assert.That(
            PropertyDecoder.Decode(_run.Calls.StackOutputs()),
            Is.EqualTo(PropertyMap.Of(("url", "none")))
        );

        static async Task<string> ReadAsync()
        {
            try
            {
                return (string)await new StackReference("org/net/prod").RequireValueAsync("url");
            }
            catch (KeyNotFoundException)
            {
                return "none";
            }
        }
    }

    private sealed class GoodStack : Stack
    {
        public GoodStack() => Text = new Thing("one", new() { Text = "a" }).Text;

        [Output]
        public Output<string> Text { get; set; }

        [Output("renamed")]
        public Output<string> Secret { get; set; } = Output.CreateSecret("hush");
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output]
        public Output<string>? First { get; set; }

        [Output]
        public Output<string>? Second { get; set; }
    }
}
