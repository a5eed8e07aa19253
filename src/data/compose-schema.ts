/**
 * The keys of Compose files and the types of their values, one kind of map a line: its name, then its keys by their types. A type is a string, an integer, a
 * number, a boolean, z for nothing, "a,b" for one of some words, [list], <map with keys of any name>, @map, or ? for anything; a key with ! has to be there.
 * Written by build/refresh/compose-schema.ts from schema/compose-spec.json of compose-spec/compose-go at e70e961c3a3a (2026-07-21).
 */
export const composeSchema = `
include path,env_file:s|[s] project_directory:s
watch ignore,include:s|[s] path!,target:s action!:"rebuild,sync,restart,sync+restart,sync+exec" exec:? initial_sync:b
development watch:[@watch]
limits cpus:n|s memory:s pids:i|s
devices capabilities!,device_ids:[s] count:s|i driver:s options:<s|n|b|z>|[s]
reservations cpus:n|s memory:s generic_resources:? devices:[@devices]
resources limits:@limits reservations:@reservations
restart_policy condition,delay,window:s max_attempts:i|s
deployment mode,endpoint_mode:s replicas:i|s labels:<s|n|b|z>|[s] rollback_config,update_config,placement:? resources:@resources restart_policy:@restart_policy
service_config_or_secret source,target,uid,gid:s mode:n|s
ulimits hard!,soft!:i|s
build context,dockerfile,dockerfile_inline,network,target,isolation:s entitlements,cache_from,cache_to,tags,platforms:[s] args,ssh,labels,additional_contexts:<s|n|b|z>|[s] no_cache,pull,privileged:b|s no_cache_filter:s|[s] provenance,sbom:s|b shm_size:i|s extra_hosts:<s|[s]>|[s] secrets:[s|@service_config_or_secret] ulimits:<i|s|@ulimits>
depends_on restart:b|s required:b condition!:"service_started,service_healthy,service_completed_successfully"
devices2 source!,target,permissions:s
env_file path!,format:s required:b|s
extends service!,file:s
healthcheck disable:b|s interval,timeout,start_period,start_interval:s retries:n|s test:s|[s]
logging driver:s options:<s|n|z>
models endpoint_var,model_var:s
networks aliases,link_local_ips:[s] interface_name,ipv4_address,ipv6_address,mac_address:s driver_opts:<s|n> priority,gw_priority:n
ports name,mode,host_ip,protocol,app_protocol:s target:i|s published:s|i
bind propagation:s create_host_path:b|s recursive:"enabled,disabled,writable,readonly" selinux:"z,Z"
volume labels:<s|n|b|z>|[s] nocopy:b|s subpath:s
tmpfs size:i|s mode:n|s
image subpath:s
volumes type!:"bind,volume,tmpfs,cluster,npipe,image" source,target,consistency:s read_only:b|s bind:@bind volume:@volume tmpfs:@tmpfs image:@image
service develop:@development|z deploy:@deployment|z annotations,environment,labels,sysctls:<s|n|b|z>|[s] attach,init,oom_kill_disable,privileged,read_only,stdin_open,tty:b|s build:s|@build blkio_config,credential_spec,provider,pre_start,post_start,pre_stop:? cap_add,cap_drop,device_cgroup_rules,dns_opt,external_links,links,profiles,security_opt,volumes_from:[s] cgroup:"host,private" cgroup_parent,container_name,cpuset,domainname,hostname,image,ipc,isolation,mac_address,network_mode,platform,pull_policy,pull_refresh_after,restart,runtime,stop_grace_period,stop_signal,user,uts,userns_mode,working_dir:s command,entrypoint:z|s|[s] configs,secrets:[s|@service_config_or_secret] cpu_count,cpu_percent,mem_reservation,oom_score_adj:s|i cpu_shares,cpu_quota,cpu_period,cpu_rt_period,cpu_rt_runtime,cpus,mem_limit,memswap_limit,pids_limit,shm_size:n|s depends_on:[s]|<@depends_on> devices:[s|@devices2] dns,dns_search,label_file,tmpfs:s|[s] env_file:s|[s|@env_file] expose,group_add:[s|n] extends:s|@extends extra_hosts:<s|[s]>|[s] gpus:"all"|[<?>] healthcheck:@healthcheck logging:@logging mem_swappiness,scale:i|s models:[s]|<@models|z> networks:[s]|<@networks|z> pid:s|z ports:[n|s|@ports] storage_opt:<?> ulimits:<i|s|@ulimits> use_api_socket:b volumes:[s|@volumes]
model name,model!:s context_size:i runtime_flags:[s]
external name:s
network name,driver:s driver_opts:<s|n> ipam:? external:b|s|@external internal,enable_ipv4,enable_ipv6,attachable:b|s labels:<s|n|b|z>|[s]
volume2 name,driver:s driver_opts:<s|n> external:b|s|@external labels:<s|n|b|z>|[s]
secret name,environment,file,driver,template_driver:s external:b|s|<?> labels:<s|n|b|z>|[s] driver_opts:<s|n>
config name,content,environment,file,template_driver:s external:b|s|<?> labels:<s|n|b|z>|[s]
file version,name:s include:[s|@include] services:<@service> models:<@model> networks:<@network|z> volumes:<@volume2|z> secrets:<@secret> configs:<@config>
`;
