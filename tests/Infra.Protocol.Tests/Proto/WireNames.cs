using Google.Protobuf;
using Google.Protobuf.Reflection;
using Pulumirpc;

namespace Infra.Protocol.Tests.Proto;

/// <summary>The public protocol in samples: a field that moves breaks every other engine and plugin.</summary>
[TestFixture]
internal sealed class WireNames
{
    private static readonly (MessageDescriptor Message, string Fields)[] Fields =
    [
        (
            RegisterResourceRequest.Descriptor,
            "type=1 name=2 parent=3 custom=4 object=5 protect=6 dependencies=7 propertyDependencies=9 importId=16 supportsPartialValues=19 remote=20 providers=22 aliases=26 aliasSpecs=28 supportsResultReporting=32 packageRef=33 hooks=34 hideDiffs=37 replace_with=38 replacement_trigger=39 accepts_byte_string=42"
        ),
        (
            RegisterResourceResponse.Descriptor,
            "urn=1 id=2 object=3 stable=4 stables=5 propertyDependencies=6 result=7 unknown=8"
        ),
        (
            ReadResourceRequest.Descriptor,
            "id=1 properties=5 acceptSecrets=9 additionalSecretOutputs=10 packageRef=16"
        ),
        (ResourceInvokeRequest.Descriptor, "tok=1 args=2 acceptResources=5 packageRef=9 parent=15"),
        (
            ResourceCallRequest.Descriptor,
            "tok=1 argDependencies=3 pluginDownloadURL=13 packageRef=17"
        ),
        (DeploymentInfo.Descriptor, "project=1 stack=2 dryRun=6 supportedFeatures=8"),
        (Alias.Descriptor, "urn=1 spec=2"),
        (Alias.Types.Spec.Descriptor, "name=1 type=2 stack=3 project=4 parentUrn=5 noParent=6"),
        (LogRequest.Descriptor, "severity=1 message=2 urn=3 streamId=4 ephemeral=5"),
        (CheckRequest.Descriptor, "urn=1 olds=2 news=3 randomSeed=5 name=6 type=7 autonaming=8"),
        (CheckFailure.Descriptor, "property=1 reason=2"),
        (
            DiffRequest.Descriptor,
            "id=1 urn=2 olds=3 news=4 ignoreChanges=5 old_inputs=6 name=7 type=8"
        ),
        (
            DiffResponse.Descriptor,
            "replaces=1 stables=2 deleteBeforeReplace=3 changes=4 diffs=5 detailedDiff=6 hasDetailedDiff=7"
        ),
        // The last two are this project's own.
        (PropertyDiff.Descriptor, "kind=1 inputDiff=2 impact=1001 reason=1002"),
        (CreateRequest.Descriptor, "urn=1 properties=2 timeout=3 preview=4 name=5 type=6"),
        (
            UpdateRequest.Descriptor,
            "id=1 urn=2 olds=3 news=4 timeout=5 ignoreChanges=6 preview=7 old_inputs=8"
        ),
        (DeleteRequest.Descriptor, "id=1 urn=2 properties=3 timeout=4 old_inputs=5"),
        (ReadRequest.Descriptor, "id=1 urn=2 properties=3 inputs=4 name=5 type=6"),
        (
            ConfigureRequest.Descriptor,
            "variables=1 args=2 acceptSecrets=3 acceptResources=4 sends_old_inputs=5 sends_old_inputs_to_delete=6 id=7"
        ),
        (
            ConfigureResponse.Descriptor,
            "acceptSecrets=1 supportsPreview=2 acceptResources=3 acceptOutputs=4"
        ),
        (
            ProviderHandshakeResponse.Descriptor,
            "accept_secrets=1 accept_resources=2 accept_outputs=3 supports_autonaming_configuration=4 accepts_byte_string=6"
        ),
        (
            ConstructRequest.Descriptor,
            "project=1 monitorEndpoint=6 type=7 inputs=10 protect=12 providers=13 dependencies=15 resource_hooks=26 replacement_trigger=30"
        ),
        (CallResponse.Descriptor, "return=1 returnDependencies=2 failures=3"),
        (
            ErrorResourceInitFailed.Descriptor,
            "id=1 properties=2 reasons=3 inputs=4 refresh_before_update=5"
        ),
        (
            RunRequest.Descriptor,
            "project=1 pwd=3 config=6 dryRun=7 monitor_address=9 configSecretKeys=11 info=14 attach_debugger=16"
        ),
        (RunPluginResponse.Descriptor, "stdout=1 stderr=2 exitcode=3"),
        (ProgramInfo.Descriptor, "root_directory=1 program_directory=2 entry_point=3 options=4"),
        (Callback.Descriptor, "target=1 token=2"),
        (ResourceHookRequest.Descriptor, "urn=1 new_inputs=5 old_outputs=8 new_options=10"),
        (
            TransformResourceOptions.Descriptor,
            "depends_on=1 delete_before_replace=12 hooks=16 replacement_trigger=20"
        ),
    ];

    private static IEnumerable<TestCaseData> Samples() =>
        Fields.SelectMany(f =>
            f.Fields.Split(' ')
                .Select(sample =>
                    new TestCaseData(f.Message, sample).SetArgDisplayNames(f.Message.Name, sample)
                )
        );

    [TestCaseSource(nameof(Samples))]
    public void A_field_has_its_number(MessageDescriptor message, string sample)
    {
        var parts = sample.Split('=');
        Assert.That(
            message.FindFieldByName(parts[0])?.FieldNumber,
            Is.EqualTo(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [Test]
    public void Messages_belong_to_the_public_package() =>
        Assert.That(
            RegisterResourceRequest.Types.CustomTimeouts.Descriptor.FullName,
            Is.EqualTo("pulumirpc.RegisterResourceRequest.CustomTimeouts")
        );

    [Test]
    public void Services_have_their_names() =>
        Assert.That(
            new[]
            {
                ResourceMonitor.Descriptor.FullName,
                Engine.Descriptor.FullName,
                ResourceProvider.Descriptor.FullName,
                LanguageRuntime.Descriptor.FullName,
                Callbacks.Descriptor.FullName,
            },
            Is.EqualTo(
                new[]
                {
                    "pulumirpc.ResourceMonitor",
                    "pulumirpc.Engine",
                    "pulumirpc.ResourceProvider",
                    "pulumirpc.LanguageRuntime",
                    "pulumirpc.Callbacks",
                }
            )
        );

    [Test]
    public void The_monitor_has_every_method_of_the_protocol() =>
        Assert.That(
            ResourceMonitor.Descriptor.Methods.Select(m => m.Name),
            Is.EquivalentTo(
                "GetDeploymentInfo SupportsFeature Invoke Call ReadResource RegisterResource RegisterResourceOutputs RegisterStackTransform RegisterStackInvokeTransform RegisterResourceHook RegisterErrorHook RegisterPackage SignalAndWaitForShutdown".Split(
                    ' '
                )
            )
        );

    [Test]
    public void A_provider_has_every_method_of_the_protocol() =>
        Assert.That(
            ResourceProvider.Descriptor.Methods.Select(m => m.Name),
            Is.EquivalentTo(
                "Handshake Parameterize GetSchema CheckConfig DiffConfig Configure Invoke Call Check Diff Create Read List Update Delete Construct Cancel GetPluginInfo Attach GetMapping GetMappings".Split(
                    ' '
                )
            )
        );

    [Test]
    public void Options_that_may_be_absent_know_whether_they_are_given()
    {
        var request = RegisterResourceRequest.Parser.ParseFrom(
            new RegisterResourceRequest { Protect = false }.ToByteArray()
        );
        Assert.That((request.HasProtect, request.HasRetainOnDelete), Is.EqualTo((true, false)));
    }

    [Test]
    public void Enumerations_have_their_numbers() =>
        Assert.Multiple(() =>
        {
            Assert.That((int)PropertyDiff.Types.Kind.UpdateReplace, Is.EqualTo(5));
            Assert.That((int)DiffResponse.Types.DiffChanges.DiffSome, Is.EqualTo(2));
            Assert.That((int)Result.Skip, Is.EqualTo(2));
            Assert.That((int)LogSeverity.Error, Is.EqualTo(3));
            Assert.That((int)ResourceMonitorFeature.StateMigrations, Is.EqualTo(16));
        });
}
